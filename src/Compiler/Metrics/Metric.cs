using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

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

    /// <summary>Whether values of the state may be prescribed at the boundary (mathematics.md §3).</summary>
    public virtual bool TakesPrescribedValues => true;

    /// <summary>Why a state of this kind cannot flow in this metric, with a way out; or null when it can.</summary>
    public virtual (string Reason, string Help)? Refuses(StateSymbol state) => null;

    /// <summary>A warning for a state of this kind, or null.</summary>
    public virtual string? Caution(StateSymbol state) => null;

    /// <summary>The options it takes.</summary>
    public virtual Seq<MetricOption> Options => [];

    /// <summary>The mobility where none is given: what stands in front of ξ in the leading term of K.</summary>
    public virtual Expr DefaultMobility(StateSymbol state, Point point) => 1;

    /// <summary>K as a sum of generic terms; empty where the flow is no gradient flow of its energy.</summary>
    public abstract Seq<OnsagerTerm> Onsager(MetricArguments arguments);

    /// <summary>The right side of the equation, −K ξ; where there is a <see cref="LeftSide"/> L, −L K ξ.</summary>
    /// <param name="arguments">What the metric is given.</param>
    /// <param name="xi">ξ = δF/δu at the ambient point; of a point state ∂E/∂qᵢ, one an axis.</param>
    /// <returns>∂u/∂t, one expression; of points and particles one an axis.</returns>
    public virtual Seq<Expr> RightSide(MetricArguments arguments, Seq<Expr> xi) => OnsagerForms.Rate(Onsager(arguments), arguments, xi);

    /// <summary>The operator L that the equation L ∂u/∂t = … is written with, as text; empty for none.</summary>
    public virtual string LeftSide(MetricArguments arguments) => "";

    /// <summary>L applied to a rate that is no part of this metric's.</summary>
    public virtual Seq<Expr> TimesLeftSide(MetricArguments arguments, Seq<Expr> rate) => rate;

    /// <summary>Of particles: the rate at which the logarithm of a particle's mass changes, or null where masses stay.</summary>
    public virtual Expr? WeightRate(MetricArguments arguments, Expr xi) => OnsagerForms.WeightRate(Onsager(arguments), arguments, xi);

    /// <summary>What the flow remembers beside its state, with the equations of it; none for a flow of first order.</summary>
    public virtual Seq<MemoryEquation> Memory(MetricArguments arguments, Seq<Expr> xi) => [];

    /// <summary>Why the energy need not fall, with what falls instead; null where it falls.</summary>
    public virtual string? WhyNoDecay(MetricArguments arguments) => null;

    /// <summary>The dissipation ⟨ξ, Kξ⟩ as a formula of `xi`.</summary>
    public virtual string Dissipation(MetricArguments arguments) => OnsagerForms.Dissipation(Onsager(arguments), arguments, OnsagerForms.Xi(arguments)).ToString();

    /// <summary>The dissipation; of a metric that has it in terms of the rate Kξ, with a name for that.</summary>
    public virtual string Dissipation(MetricArguments arguments, string rate) => Dissipation(arguments);

    /// <summary>What the metric is called with the options in force and what it means, for `explain`.</summary>
    public string Describe(MetricArguments arguments) =>
        $"{Name}{string.Concat(Options.Select(o => arguments.InForce(o) is { } value ? $", {o.Name} {value}" : ""))}: {Summary}";

    /// <summary>The reason and the help for a state that is no point.</summary>
    private protected static (string Reason, string Help) OfPoints(Metric metric, StateSymbol state) => (
        $"{metric.Name} is a metric of points",
        state.Kind == StateKind.Field ? "a field flows in `L2`, `H1` or `H^-1`" : $"{(state.Kind == StateKind.Density ? "a density flows" : "particles flow")} in `wasserstein`");

    /// <summary>The reason and the help for a state that carries no mass.</summary>
    private protected static (string Reason, string Help)? OfMeasures(Metric metric, StateSymbol state, string what) => state.Kind switch
    {
        StateKind.Point => ($"a point carries no mass that {metric.Name} could {what}", "a point flows in `euclidean`"),
        StateKind.Field => ($"a field may be negative: it is no mass that {metric.Name} could {what}", $"declare `{state.Name}` as a density, or flow in `L2`"),
        _ => null,
    };
}

/// <summary>The equation of something that a flow remembers.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Rate">Its time derivative, one an axis.</param>
public sealed record MemoryEquation(string Name, Seq<Expr> Rate);
