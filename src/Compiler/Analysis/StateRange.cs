using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Analysis;

/// <summary>The values that a state may take.</summary>
internal static class StateRange
{
    /// <summary>[0, ∞) of a density, the line of a field, within the bounds that it keeps.</summary>
    public static Interval Of(StateModel state)
    {
        var range = state.Symbol.IsDensity ? Interval.NonNegative : Interval.Everything;
        foreach (var constraint in state.Constraints)
        {
            var bound = IntervalEvaluator.Over(constraint.Bound, leaf => leaf is Coordinate c ? new Interval(state.Domain.Axes[c.Axis].Low, state.Domain.Axes[c.Axis].High) : null);
            if (!bound.IsEmpty)
                range = range.Intersect(constraint.IsUpper ? new Interval(double.NegativeInfinity, bound.Upper) : new Interval(bound.Lower, double.PositiveInfinity));
        }
        return range.IsEmpty ? Interval.Everything : range;
    }
}
