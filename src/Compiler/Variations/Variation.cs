using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Variations;

/// <summary>The functional derivative of an energy with respect to a state.</summary>
/// <param name="Of">The energy: closed.</param>
/// <param name="With">The state.</param>
/// <param name="Point">The point at which the derivative is written (index 0).</param>
/// <param name="Display">δF/δu as one expression, composites of gradients kept whole; what `explain` shows.</param>
/// <param name="Parts">f_u, f_p and f_H; the whole of δF where the order is 2 at most.</param>
/// <param name="Order">Highest spatial derivative of the state in the energy.</param>
/// <param name="Natural">What the variational principle asks on the sides of a box; empty where the order is above 2.</param>
public sealed record Variation(Expr Of, StateSymbol With, Point Point, Expr Display, Triple Parts, int Order, Seq<BoundaryTerm> Natural)
{
    /// <summary>g_u and g_p of the integrals over sides, at <see cref="Point"/>.</summary>
    public Seq<(SideMeasure Side, Triple Parts)> Beside { get; init; } = [];

    /// <summary>Whether what a first-order energy asks for on a side does not hold where the normal derivative is 0: cross terms, (u′ − 1)², energies on the side.</summary>
    /// <param name="axis">The axis of the side.</param>
    /// <param name="isUpper">Whether it is the upper end.</param>
    public bool AsksForSlope(int axis, bool isUpper) => Order == 1
        && Natural.FirstOrDefault(n => n.Of == BoundaryFactor.Value && n.Axis == axis && n.IsUpper == isUpper) is { Expression: var asked }
        && Expansion.Expand(Definitions.Expand(Substitution.Replace(asked, e => e is Gradient g && g.Axis == axis ? 0 : null))) is not Number { Value.IsZero: true };
}
