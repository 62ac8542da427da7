using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>One generic term of an Onsager operator K (architecture.md §3). The runtime implements these and hears of no metric.</summary>
public abstract record OnsagerTerm;

/// <summary>K ξ = m ξ.</summary>
/// <param name="Mobility">m at the ambient point.</param>
public sealed record MultiplyTerm(Expr Mobility) : OnsagerTerm;

/// <summary>K ξ = −∇·(m ∇ξ).</summary>
/// <param name="Mobility">m at the ambient point.</param>
public sealed record DivGradTerm(Expr Mobility) : OnsagerTerm;

/// <summary>A metric as an Onsager operator: ∂u/∂t = −K(u) δF/δu (mathematics.md §2). One file each, listed in <see cref="MetricCatalog"/>.</summary>
public abstract class Metric
{
    /// <summary>The name in the language.</summary>
    public abstract string Name { get; }

    /// <summary>One line for the reference: K and the equation.</summary>
    public abstract string Summary { get; }

    /// <summary>Whether ∫u is conserved when nothing flows through the boundary.</summary>
    public abstract bool ConservesMass { get; }

    /// <summary>Whether a non-negative start stays non-negative.</summary>
    public abstract bool KeepsPositivity { get; }

    /// <summary>The distance of its minimising movement is W2 (then `jko` applies), given the default mobility.</summary>
    public virtual bool IsWasserstein => false;

    /// <summary>Why a state of this kind cannot flow in this metric, with a way out; or null when it can.</summary>
    public virtual (string Reason, string Help)? Refuses(StateSymbol state) => null;

    /// <summary>A warning for a state of this kind, or null.</summary>
    public virtual string? Caution(StateSymbol state) => null;

    /// <summary>The options it takes.</summary>
    public virtual Seq<MetricOption> Options => [];

    /// <summary>The mobility where none is given.</summary>
    public abstract Expr DefaultMobility(StateSymbol state, Point point);

    /// <summary>K as a sum of generic terms.</summary>
    public abstract Seq<OnsagerTerm> Onsager(MetricArguments arguments);

    /// <summary>The right side of the equation, −K ξ.</summary>
    /// <param name="arguments">What the metric is given.</param>
    /// <param name="xi">ξ = δF/δu at the ambient point; of a point state ∂E/∂qᵢ, one an axis.</param>
    /// <returns>∂u/∂t, one expression; of points and particles one an axis.</returns>
    public abstract Seq<Expr> RightSide(MetricArguments arguments, Seq<Expr> xi);

    /// <summary>The dissipation ⟨ξ, Kξ⟩ as a formula of `xi`.</summary>
    public abstract string Dissipation(MetricArguments arguments);

    /// <summary>−∇ξ, the velocity of a particle at the ambient point times a factor.</summary>
    protected static Seq<Expr> Velocity(MetricArguments arguments, Expr factor, Expr xi) =>
        [.. Enumerable.Range(0, arguments.At.Space.Dimension).Select(i => -(factor * GradientExpansion.Expand(Build.Gradient(xi, arguments.At, i))))];
}
