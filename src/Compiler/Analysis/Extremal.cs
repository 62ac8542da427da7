using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>What a minimiser satisfies: the derivative of the Lagrangian F − Σ λᵢ Gᵢ vanishes.</summary>
/// <param name="Model">What is minimised.</param>
/// <param name="Multipliers">λᵢ, one a constraint.</param>
/// <param name="Lagrangian">F − Σ λᵢ Gᵢ.</param>
/// <param name="Conditions">One a state that is varied.</param>
public sealed record Extremal(MinimizeModel Model, Seq<Symbol> Multipliers, Expr Lagrangian, Seq<StationaryCondition> Conditions);

/// <summary>The Euler–Lagrange equation of one state and what follows from it.</summary>
/// <param name="State">The state.</param>
/// <param name="Variation">δ(F − Σ λᵢ Gᵢ)/δu, which vanishes inside, with the natural conditions; null for a point.</param>
/// <param name="Gradient">Of a point: the partial derivatives, which vanish.</param>
/// <param name="Invariant">What is constant along a stationary field of one variable (a first integral), or null.</param>
/// <param name="Second">The second variation along <see cref="Direction"/>, or null where it is not known.</param>
public sealed record StationaryCondition(StateModel State, Variation? Variation, Seq<Expr> Gradient, Expr? Invariant, Expr? Second)
{
    /// <summary>The name of the direction of the second variation.</summary>
    public const string Direction = "eta";
}
