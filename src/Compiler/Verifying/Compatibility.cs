using Flows.Compiler.Analysis;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;

namespace Flows.Compiler.Verifying;

/// <summary>Whether an initial value satisfies the conditions on the sides: where it does not, the solution is not smooth there at the start, whatever the data.</summary>
public static class Compatibility
{
    private static readonly string[] Lower = ["left", "bottom", "back"];
    private static readonly string[] Upper = ["right", "top", "front"];

    /// <summary>The first side on which the initial value of a flow's state breaks a condition, prescribed or natural, as words; null where it breaks none.</summary>
    public static string? WhyNot(Equation equation)
    {
        var state = equation.State;
        if (state.Symbol.Kind is not (StateKind.Field or StateKind.Density))
            return null;
        var variation = equation.Variation ?? (equation.Flow.Hamiltonians is [{ Partner: not null } h, ..] ? FunctionalDerivative.Of(h.Energy, state.Symbol) : null);
        if (variation is null)
            return null;
        var atStart = state with { Boundary = [.. state.Boundary.Select(b => b with { Value = AtStart(b.Value) })], Constraints = [] };
        var natural = variation with { Natural = [.. variation.Natural.Select(t => t with { Expression = AtStart(t.Expression) })] };
        foreach (var side in Sides.Of(state.Domain).AsEnumerable())
            if (!StationaryOnSides.HoldOn(side, state.Initial, atStart, natural))
                return $"the initial value of `{state.Symbol.Name}` does not satisfy the condition on {(side.IsUpper ? Upper : Lower)[side.Axis]}";
        return null;
    }

    private static Expr AtStart(Expr e) => TimeDependence.Of(e) ? Substitution.Replace(Definitions.Expand(e), part => part is Time ? Build.Zero : null) : e;
}
