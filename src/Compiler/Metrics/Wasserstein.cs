using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>Wasserstein (Otto) with mobility m(ρ): K ξ = −∇·(m ∇ξ), m = ρ by default.</summary>
public sealed class Wasserstein : Metric
{
    /// <inheritdoc/>
    public override string Name => "wasserstein";

    /// <inheritdoc/>
    public override string Summary => "K xi = -div(m*grad xi): d/dt rho = div(m*grad dF/drho); mobility m = rho by default";

    /// <inheritdoc/>
    public override bool ConservesMass => true;

    /// <inheritdoc/>
    public override bool KeepsPositivity => true;

    /// <inheritdoc/>
    public override bool IsWasserstein => true;

    /// <inheritdoc/>
    public override (string Reason, string Help)? Refuses(StateSymbol state) => state.IsPoint
        ? ("a point carries no mass that could be transported", "a point flows in `euclidean`")
        : null;

    /// <inheritdoc/>
    public override Seq<MetricOption> Options => [new("mobility", MetricOptionKind.Field, "rho", "m(rho) in K xi = -div(m*grad xi)")];

    /// <inheritdoc/>
    public override Expr DefaultMobility(StateSymbol state, Point point) => Build.Value(state, point);

    /// <inheritdoc/>
    public override Seq<OnsagerTerm> Onsager(MetricArguments arguments) => [new DivGradTerm(arguments.Mobility)];
}
