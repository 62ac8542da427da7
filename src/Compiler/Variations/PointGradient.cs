using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Variations;

/// <summary>The derivative of an energy of a point state: a function of finitely many numbers, however many integrals it holds.</summary>
public static class PointGradient
{
    /// <summary>∂E/∂qᵢ, one an axis of the state's space.</summary>
    public static Seq<Expr> Of(Expr energy, StateSymbol state) =>
        [.. Enumerable.Range(0, state.Space.Dimension).Select(i => Derivative.Of(energy, Build.Component(state, i)))];
}
