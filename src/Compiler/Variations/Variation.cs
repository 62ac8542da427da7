using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Variations;

/// <summary>The three parts of a first variation, kept apart (mathematics.md §1): δF[η] = ∫ f_u η + f_p·∇η.</summary>
/// <param name="Value">f_u at the point of the variation.</param>
/// <param name="Gradient">f_p, one entry an axis.</param>
public sealed record Triple(Expr Value, Seq<Expr> Gradient)
{
    /// <summary>Whether f_p vanishes.</summary>
    public bool IsLocal => Gradient.All(p => p is Number { Value.IsZero: true });
}

/// <summary>The functional derivative of an energy with respect to a state.</summary>
/// <param name="Of">The energy: closed.</param>
/// <param name="With">The state.</param>
/// <param name="Point">The point at which the derivative is written (index 0).</param>
/// <param name="Display">δF/δu as one expression, composites of gradients kept whole; what `explain` shows.</param>
/// <param name="Parts">f_u and f_p.</param>
/// <param name="Order">Highest spatial derivative of the state in the energy.</param>
public sealed record Variation(Expr Of, StateSymbol With, Point Point, Expr Display, Triple Parts, int Order);
