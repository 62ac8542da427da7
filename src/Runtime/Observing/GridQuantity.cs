using System.Diagnostics;
using System.Globalization;
using Flows.Compiler.Binding;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;
using Flows.Runtime.Grids;
using Flows.Runtime.States;

namespace Flows.Runtime.Observing;

/// <summary>A real made from the states of a grid.</summary>
internal sealed class GridQuantity : IQuantity
{
    private readonly QuantityPlan _plan;
    private readonly GridRunState _state;
    private readonly GridEnergy? _integrals;
    private readonly GridField?[] _fields;
    private readonly GridField?[] _others;
    private readonly LineDistance?[] _distances;
    private readonly double[] _edges = [], _first = [], _room = [];
    private readonly double[] _reductions;

    /// <summary>Binds a plan to the states.</summary>
    public GridQuantity(QuantityPlan plan, GridRunState state, GridContext context)
    {
        (_plan, _state) = (plan, state);
        _integrals = plan.OnGrid!.Densities.Count > 0 ? new GridEnergy(context, plan.OnGrid) : null;
        _fields = [.. plan.Fields.Select(f => f is null ? null : new GridField(f, state, context))];
        _others = [.. plan.Others.Select(f => f is null ? null : new GridField(f, state, context))];
        _reductions = new double[plan.Reductions.Count];
        var (grid, axis) = (context.Grid, context.Grid.Axes[0]);
        _distances = [.. plan.Reductions.Select(r => r is WassersteinDistance w ? new LineDistance(w, axis.Low, axis.High, (int)grid.Count) : null)];
        if (_distances.All(d => d is null))
            return;
        _edges = [.. Enumerable.Range(0, (int)grid.Count + 1).Select(k => axis.Low + axis.Length * k / grid.Count)];
        (_first, _room) = (new double[grid.Count], new double[grid.Count]);
    }

    /// <inheritdoc/>
    public double Value(double t)
    {
        _state.System.Fill(_state.Arrays, t);
        _integrals?.Value(_state.Arrays, t, out _);
        for (var i = 0; i < _reductions.Length; i++)
            _reductions[i] = Reduce(i, t);
        return Outer(_plan.OnGrid!.Outer, t);
    }

    /// <inheritdoc/>
    public double Magnitude(double t)
    {
        var sum = 0.0;
        for (var k = 0; k < _plan.OnGrid!.Densities.Count; k++)
            sum += Math.Abs(Outer(_plan.OnGrid.OuterGradient[k], t)) * _integrals!.MagnitudeOf(k);
        return sum;
    }

    private double Outer(Expr e, double t) => Evaluation.Evaluate(e, leaf => leaf switch
    {
        Reduced r => _integrals!.Integrals[r.Index],
        Time => t,
        Symbol { Name: var name } when name.StartsWith(QuantityPlan.ReductionPrefix, StringComparison.Ordinal) =>
            _reductions[int.Parse(name.AsSpan(QuantityPlan.ReductionPrefix.Length), CultureInfo.InvariantCulture)],
        _ => null,
    });

    private double Reduce(int i, double t)
    {
        switch (_plan.Reductions[i])
        {
            case Extremum e:
                var values = _fields[i]!.Evaluate(t);
                var inside = e.IsMaximum ? Extremes.Greatest(values) : Extremes.Least(values);
                return _fields[i]!.Samples.OnHeldSides(t) is not var (least, greatest) ? inside : e.IsMaximum ? Math.Max(inside, greatest) : Math.Min(inside, least);
            case Sample s:
                return _fields[i]!.Samples.At([.. s.Coordinates.Select(c => Evaluation.Evaluate(c, leaf => leaf is Time ? t : null))], t);
            case WassersteinDistance when _others[i] is { } other:
                // Both fields may share what they are evaluated in.
                _fields[i]!.Evaluate(t).CopyTo(_first);
                return _distances[i]!.Of(_edges, _first, other.Evaluate(t), _room);
            case WassersteinDistance:
                return _distances[i]!.ToGiven(_edges, _fields[i]!.Evaluate(t), t);
            default:
                throw new UnreachableException();
        }
    }
}
