using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;

namespace Flows.Compiler.Analysis;

/// <summary>Whether a state at rest satisfies the conditions on the sides and the bounds: a root of δE is none where they say otherwise.</summary>
internal static class StationaryOnSides
{
    private const int Places = 5;

    // Rounding of the ends of axes and of what is evaluated there.
    private const double RoundOff = 1e-9;

    private static readonly Symbol Constant = (Symbol)Build.Symbol("C");

    /// <summary>Whether everything that is asked of the state holds for a value, whatever the constant in it.</summary>
    /// <param name="value">At the ambient point.</param>
    /// <param name="state">The state, with its conditions.</param>
    /// <param name="variation">The derivative of the energy by it.</param>
    public static bool Hold(Expr value, StateModel state, Variation variation) =>
        Sides.Of(state.Domain).All(side => HoldOn(side, value, state, variation)) && state.Constraints.All(c => Keeps(value, c, state));

    /// <summary>Whether the conditions on one side hold for a value.</summary>
    public static bool HoldOn(SideModel side, Expr value, StateModel state, Variation variation)
    {
        var (given, point) = (Sides.Given(state, side), variation.Point);
        var slope = TotalDerivative.Along(Definitions.Expand(value), point, side.Axis);
        foreach (var condition in given)
        {
            var left = condition.Kind switch
            {
                BoundaryKind.Dirichlet => value - condition.Value,
                BoundaryKind.Neumann => (side.IsUpper ? slope : -slope) - condition.Value,
                // A density whose energy has no gradient is held by the flux alone.
                BoundaryKind.NoFlux when variation.Order > 0 => slope,
                _ => Build.Zero,
            };
            if (!Vanishes(left, state, side, point))
                return false;
        }
        var free = variation.Natural.Where(t => t.Of != BoundaryFactor.Corner && t.Axis == side.Axis && t.IsUpper == side.IsUpper && !BoundaryTerms.IsReplaced(t, given, variation.Order));
        return free.All(t => Vanishes(Put(t.Expression, value, state.Symbol), state, side, point));
    }

    private static Expr Put(Expr e, Expr value, StateSymbol state) =>
        GradientExpansion.Expand(Substitution.Replace(Definitions.Expand(e), part => part is StateValue v && v.State == state ? Substitution.MovePoint(value, new Point(state.Space, 0), v.Point) : null));

    private static bool Vanishes(Expr e, StateModel state, SideModel side, Point point)
    {
        var there = Sides.At(e, state.Domain, side, point);
        return there is Number { Value.IsZero: true } || Values(there, state).All(v => Math.Abs(v) <= RoundOff);
    }

    private static bool Keeps(Expr value, ConstraintModel bound, StateModel state) => !Substitution.DependsOn(value, Constant)
        && Values(Definitions.Expand(bound.IsUpper ? bound.Bound - value : value - bound.Bound), state).All(v => v >= -RoundOff);

    // At places of the domain, for two values of the constant; NaN where it cannot be said.
    private static IEnumerable<double> Values(Expr e, StateModel state)
    {
        foreach (var c in Substitution.DependsOn(e, Constant) ? [0.7, 1.3] : new[] { 1.0 })
            for (var k = 0; k < Places; k++)
                yield return At(e, state, c, (k + 0.5) / Places);
    }

    private static double At(Expr e, StateModel state, double constant, double share)
    {
        try
        {
            return Evaluation.Evaluate(e, leaf => leaf switch
            {
                Coordinate c when state.Domain.Axes[c.Axis] is var axis => double.IsFinite(axis.Length) ? axis.Low + share * axis.Length : share,
                Symbol s when ReferenceEquals(s, Constant) => constant,
                _ => null,
            });
        }
        catch (ArgumentException)
        {
            return double.NaN;
        }
    }
}
