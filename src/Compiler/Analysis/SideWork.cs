using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;

namespace Flows.Compiler.Analysis;

/// <summary>What a side does to an energy: in dE/dt = ∫ δE/δu ∂u/∂t + ∮ (f_p − ∇·f_H)·n ∂u/∂t + ∮ n·f_H n ∂(∂u/∂n)/∂t one of the integrals over sides, where it need not vanish.</summary>
/// <param name="State">The state.</param>
/// <param name="Term">The side, and the coefficient there, normal derivatives that are prescribed put in.</param>
/// <param name="Rate">The rate of what is prescribed; null for that of the state itself.</param>
internal sealed record SideWork(StateSymbol State, BoundaryTerm Term, Expr? Rate)
{
    /// <summary>All that the sides do to an energy through one state.</summary>
    /// <param name="state">The state, with its conditions.</param>
    /// <param name="variation">The derivative of the energy by it.</param>
    public static IEnumerable<SideWork> Of(StateModel state, Variation variation)
    {
        foreach (var side in Sides.Of(state.Domain).AsEnumerable())
        {
            var given = Sides.Given(state, side);
            BoundaryCondition? On(BoundaryKind kind) => given.FirstOrDefault(b => b.Kind == kind);
            var terms = variation.Natural.Where(t => t.Axis == side.Axis && t.IsUpper == side.IsUpper && t.Of != BoundaryFactor.Corner).ToArray();
            foreach (var term in terms)
            {
                if (term.Of == BoundaryFactor.Value && On(BoundaryKind.Dirichlet) is { Value: var g })
                {
                    if (TimeDependence.Of(g))
                        yield return new SideWork(state.Symbol, term, Derivative.Of(Definitions.Expand(g), Build.Time));
                }
                else if (term.Of == BoundaryFactor.NormalDerivative && On(BoundaryKind.Neumann) is { Value: var slope })
                {
                    if (TimeDependence.Of(slope))
                        yield return new SideWork(state.Symbol, term, Derivative.Of(Definitions.Expand(slope), Build.Time));
                }
                // Where only the slope is given, a first-order energy has no condition of its own there; one of second order has.
                else if (term.Of == BoundaryFactor.Value && (On(BoundaryKind.Neumann) ?? On(BoundaryKind.NoFlux)) is { } sloped && (variation.Order < 2 || sloped.Kind == BoundaryKind.NoFlux))
                {
                    var there = With(term, sloped.Kind == BoundaryKind.NoFlux ? 0 : sloped.Value, state, variation.Point);
                    if (!IsZero(there.Expression) && !(sloped.Kind == BoundaryKind.NoFlux && IsOdd(there, variation.Point)))
                        yield return new SideWork(state.Symbol, there, null);
                }
            }
        }
    }

    // n·∇u is g.
    private static BoundaryTerm With(BoundaryTerm term, Expr g, StateModel state, Point point)
    {
        var slope = Build.Gradient(Build.Value(state.Symbol, point), point, term.Axis);
        Expr outward = term.IsUpper ? g : -g;
        return term with { Expression = Substitution.Replace(GradientExpansion.Expand(term.Expression), e => ReferenceEquals(e, slope) ? outward : null) };
    }

    // What changes sign with the normal vanishes where everything is reflected evenly.
    private static bool IsOdd(BoundaryTerm term, Point point)
    {
        if (Substitution.HasCoordinates(Definitions.Expand(term.Expression)))
            return false;
        var mirrored = Substitution.Replace(term.Expression, e => e is Gradient g && g.Point == point ? Mirrored(g, term.Axis, point) : null);
        return IsZero(mirrored + term.Expression);
    }

    private static Expr Mirrored(Gradient g, int axis, Point point)
    {
        var inner = Substitution.Replace(g.Operand, e => e is Gradient h && h.Point == point ? Mirrored(h, axis, point) : null);
        var whole = Build.Gradient(inner, point, g.Axis);
        return g.Axis == axis ? -whole : whole;
    }

    private static bool IsZero(Expr e) => Expansion.Expand(Definitions.Expand(e)) is Number { Value.IsZero: true };
}
