using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>What is known of an equation before it is solved.</summary>
/// <param name="Pieces">The energy in pieces.</param>
/// <param name="Convexity">Along the geodesics of the metric.</param>
/// <param name="Order">Highest spatial derivative in the energy.</param>
/// <param name="Dissipative">Whether the flow promises that the energy falls.</param>
/// <param name="WhyNotDissipative">The reason where it does not.</param>
/// <param name="Autonomous">Whether time does not appear.</param>
/// <param name="ConservesMass">Whether ∫u is conserved, boundary conditions included.</param>
/// <param name="KeepsPositivity">Whether a non-negative start stays so.</param>
/// <param name="SingularAtZero">Whether the derivative of the energy is −∞ at u = 0.</param>
public sealed record Facts(
    Seq<Piece> Pieces, Convexity Convexity, int Order, bool Dissipative, string WhyNotDissipative, bool Autonomous, bool ConservesMass,
    bool KeepsPositivity, bool SingularAtZero)
{
    /// <summary>Whether the derivative of the energy or its own derivative is infinite at u = 0: of the entropy, and of powers below 2.</summary>
    public bool SteepAtZero { get; init; }

    /// <summary>The weights φ of linear functionals ∫φu that are conserved, boundary conditions included.</summary>
    public Seq<Expr> Invariants { get; init; } = [];

    /// <summary>Stationary states in closed form.</summary>
    public Seq<StationaryState> Stationary { get; init; } = [];

    /// <summary>Predicted rates.</summary>
    public Seq<Rate> Rates { get; init; } = [];
}
