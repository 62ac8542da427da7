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
    private readonly double[] _reductions;

    /// <summary>Binds a plan to the states.</summary>
    public GridQuantity(QuantityPlan plan, GridRunState state, GridContext context)
    {
        (_plan, _state) = (plan, state);
        _integrals = plan.OnGrid!.Densities.Count > 0 ? new GridEnergy(context, plan.OnGrid) : null;
        _fields = [.. plan.Fields.Select(f => f is null ? null : new GridField(f, state, context))];
        _reductions = new double[plan.Reductions.Count];
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
            default:
                throw new UnreachableException();
        }
    }
}
