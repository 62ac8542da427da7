using Flows.Compiler;
using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using MathNet.Numerics.LinearAlgebra;

namespace Flows.Agreement.Tests.Reference;

/// <summary>
/// Solves the equations that `explain` prints, with the boundary conditions that it prints, by collocation in space and Radau's method in time. Two conditions
/// on a side take the rows of the nodes on it and beside it.
/// </summary>
internal sealed class MethodOfLines
{
    private readonly Model _model;
    private readonly Nodes _nodes;
    private readonly NodeAlgebra _algebra;
    private readonly Seq<Equation> _equations;
    private readonly Row?[] _rows;
    private readonly Matrix<double> _mass;
    private readonly double[] _u;

    /// <summary>The equations of a program on some nodes an axis.</summary>
    public MethodOfLines(Analysed program, int perAxis)
    {
        (_model, _equations) = (program.Model, program.Equations);
        _nodes = new Nodes(_model.States[0].Domain, perAxis);
        _algebra = new NodeAlgebra(_nodes);
        var size = _nodes.Count * _model.States.Count;
        _rows = new Row?[size];
        _mass = Matrix<double>.Build.DenseIdentity(size);
        for (var s = 0; s < _model.States.Count; s++)
        {
            if (_equations.FirstOrDefault(e => e.State == _model.States[s]) is not { } equation)
                continue;
            if (equation.Flow.Descents.Select(d => d.Metric.Onsager(d.Arguments)).SelectMany(t => t).OfType<HelmholtzInverseTerm>().FirstOrDefault() is { } helmholtz)
                Smooth(s, helmholtz.Alpha);
            Condition(s, equation);
        }
        _u = Start();
    }

    /// <summary>Observables at the end, after so many steps, the first of them shorter.</summary>
    public double[] Solve(double until, int steps)
    {
        var radau = new Radau(_mass, Rate);
        var h = until / steps;
        double[] first = [h / 256, h / 256, h / 128, h / 64, h / 32, h / 16, h / 8, h / 4, h / 2];
        var t = 0.0;
        foreach (var dt in first.Concat(Enumerable.Repeat(h, steps - 1)))
        {
            radau.Advance(_u, t, dt);
            t += dt;
        }
        Set(until, _u);
        return Observed();
    }

    /// <summary>Observables at the start.</summary>
    public double[] AtStart()
    {
        Set(0, _u);
        return Observed();
    }

    private double[] Observed() => [.. _model.Observables.Select(o => Value(o.Quantity))];

    private double Value(Quantity quantity)
    {
        double[] reduced = [.. quantity.Reductions.Select(Reduce)];
        return _algebra.Number(Substitution.Replace(quantity.Value, e => e is Reduced r ? Build.Number(reduced[r.Index]) : null));
    }

    private double Reduce(Reduction reduction)
    {
        if (reduction is not Sample s)
            throw new NotSupportedException(reduction.GetType().Name);
        var values = _algebra.Field(s.Body);
        double[] place = [.. s.Coordinates.Select(_algebra.Number)];
        return Interpolated(values, place, 0, 0);
    }

    private double Interpolated(double[] values, double[] place, int axis, int first) => axis == place.Length ? values[first]
        : _nodes.Axes[axis].Interpolate(i => Interpolated(values, place, axis + 1, first + i * _nodes.Stride(axis)), place[axis]);

    private void Set(double t, double[] u) => _algebra.At(t, state =>
    {
        var index = _model.States.TakeWhile(s => s.Symbol != state).Count();
        return u.AsSpan(index * _nodes.Count, _nodes.Count).ToArray();
    });

    private void Rate(double t, double[] u, double[] f)
    {
        Set(t, u);
        var sides = _equations.ToDictionary(e => e.State, e => _algebra.Field(e.RightSide));
        for (var s = 0; s < _model.States.Count; s++)
        {
            var right = sides.GetValueOrDefault(_model.States[s]);
            for (var i = 0; i < _nodes.Count; i++)
            {
                var row = s * _nodes.Count + i;
                f[row] = _rows[row] is { } condition ? _algebra.Field(condition.Left)[condition.Node] : right?[i] ?? 0;
            }
        }
    }

    private double[] Start()
    {
        _algebra.At(0, _ => throw new NotSupportedException("a start that depends on states"));
        return [.. _model.States.SelectMany(s =>
        {
            var values = _algebra.Field(s.Initial);
            var mass = values.Select((v, i) => v * _nodes.Weights[i]).Sum();
            return s.Rule == MassRule.Scaled ? values.Select(v => v * s.Mass / mass) : values;
        })];
    }

    // (1 − αΔ) before ∂u/∂t.
    private void Smooth(int state, Expr alpha)
    {
        var a = _algebra.Number(alpha);
        var (unit, first, second) = (new double[_nodes.Count], new double[_nodes.Count], new double[_nodes.Count]);
        for (var j = 0; j < _nodes.Count; j++)
        {
            Array.Clear(unit);
            unit[j] = 1;
            for (var axis = 0; axis < _nodes.Axes.Length; axis++)
            {
                _nodes.Differentiate(unit, first, axis, 1);
                _nodes.Differentiate(first, second, axis, 1);
                for (var i = 0; i < _nodes.Count; i++)
                    _mass[state * _nodes.Count + i, state * _nodes.Count + j] -= a * second[i];
            }
        }
    }

    private void Condition(int state, Equation equation)
    {
        for (var axis = 0; axis < _nodes.Axes.Length; axis++)
        {
            if (_nodes.Axes[axis].IsPeriodic)
                continue;
            foreach (var isUpper in new[] { false, true })
            {
                Expr[] conditions = [.. PrintedConditions.On(equation, _model.States, axis, isUpper)];
                for (var k = 0; k < conditions.Length; k++)
                {
                    for (var i = 0; i < _nodes.Count; i++)
                    {
                        var along = _nodes.Along(i, axis);
                        var depth = isUpper ? _nodes.Axes[axis].Count - 1 - along : along;
                        var row = state * _nodes.Count + i;
                        // Where sides meet the first keeps the row.
                        if (depth != k || _rows[row] is not null)
                            continue;
                        _rows[row] = new Row(conditions[k], i + (isUpper ? k : -k) * _nodes.Stride(axis));
                        _mass.ClearRow(row);
                    }
                }
            }
        }
    }

    // Left = 0 at a node of a side.
    private sealed record Row(Expr Left, int Node);
}
