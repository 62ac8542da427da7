using System.Globalization;
using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Tables;

namespace Flows.Runtime.States;

/// <summary>The initial expression of a state as numbers.</summary>
public sealed class InitialValues
{
    // Nodes and weights of the 5-point Gauss rule on [0, 1]; Abramowitz and Stegun, table 25.4.
    private static readonly double[] Positions = [0.046910077030668, 0.230765344947158453, 0.5, 0.769234655052841547, 0.953089922969332];
    private static readonly double[] Weights = [0.118463442528094543757, 0.239314335249683234021, 0.284444444444444444444, 0.239314335249683234021, 0.118463442528094543757];

    private readonly Expr _initial;
    private readonly AxisModel _axis;
    private readonly int _cells;
    private readonly LineFunction _function;
    // Of each symbol its seed, or the field of a file and its averages over the cells.
    private readonly long[] _seeds;
    private readonly GivenField?[] _given;
    private readonly double[]?[] _averages;

    /// <summary>The values of a state on a number of cells (which noise is drawn for).</summary>
    public InitialValues(StateModel state, int cells)
    {
        _initial = VacuumLogs.Guard(Definitions.Expand(state.Initial));
        _axis = state.Domain.Axes[0];
        _cells = cells;
        _function = new LineFunction(_initial);
        _given = [.. _function.Symbols.Select(name => InitialForms.File((Symbol)Build.Symbol(name), [.. state.Given]))];
        _averages = [.. _given.Select(field => field?.Averages([cells]))];
        _seeds = [.. _function.Symbols.Select((name, k) => _given[k] is null ? long.Parse(name.AsSpan(InitialForms.NoisePrefix.Length), CultureInfo.InvariantCulture) : 0)];
    }

    /// <summary>The value at a place.</summary>
    public double At(double x) => Evaluate(x, Math.Clamp((int)((x - _axis.Low) / _axis.Length * _cells), 0, _cells - 1), false);

    /// <summary>Cell averages, by 5-point Gauss quadrature.</summary>
    public double[] Averages()
    {
        var h = _axis.Length / _cells;
        var values = new double[_cells];
        // What has no coordinate is no sum: not a bit of what a file gives is lost.
        if (!Substitution.HasCoordinates(_initial))
            return [.. values.Select((_, i) => Evaluate(_axis.Low + (i + 0.5) * h, i, true))];
        for (var i = 0; i < _cells; i++)
            for (var q = 0; q < Positions.Length; q++)
                values[i] += Weights[q] * Evaluate(_axis.Low + (i + Positions[q]) * h, i, true);
        return values;
    }

    /// <summary>Places where the expression may peak or jump: the roots of the linear expressions in it, and the cells' edges under noise.</summary>
    public double[] Hints()
    {
        var found = new List<double>();
        foreach (var e in Substitution.All(_initial))
        {
            if (e is Conditional c)
                found.AddRange(Conditions.Sides(c.Condition).Where(s => Substitution.FreePoints(s).Count == 0).Select(s => Evaluate(s)));
            if (e is not Sum sum || Substitution.All(sum).FirstOrDefault(l => l is Coordinate) is not Coordinate x)
                continue;
            var slope = Derivative.Of(sum, x);
            if (Substitution.FreePoints(slope).Count == 0 && Evaluate(slope) is var a && a != 0)
                found.Add(-Evaluate(Substitution.Replace(sum, l => ReferenceEquals(l, x) ? 0 : null)) / a);
        }
        foreach (var field in _given)
            if (field?.Axes[0] is { } axis)
                found.AddRange(axis.AreCells ? axis.Places.Select(x => x - (axis.High - axis.Low) / axis.Places.Length / 2) : axis.Places);
        if (_seeds.Length > 0)
            found.AddRange(Enumerable.Range(1, _cells - 1).Select(i => _axis.Low + i * _axis.Length / _cells));
        return [.. found.Where(x => x > _axis.Low && x < _axis.High).Distinct().Order()];
    }

    private static double Evaluate(Expr e)
    {
        try
        {
            return Evaluation.Evaluate(e, _ => null);
        }
        catch (ArgumentException)
        {
            return double.NaN;
        }
    }

    private double Evaluate(double x, int cell, bool isAverage)
    {
        for (var k = 0; k < _seeds.Length; k++)
            _function.Values[k] = _given[k] is not { } field ? Noise.At(_seeds[k], cell) : isAverage ? _averages[k]![cell] : field.At([x]);
        return _function.At(x);
    }
}
