using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>H⁻¹ with mobility m: K ξ = −∇·(m ∇ξ).</summary>
public sealed class HMinusOne : Metric
{
    /// <inheritdoc/>
    public override string Name => "H^-1";

    /// <inheritdoc/>
    public override string Summary => "K xi = -div(m*grad xi): d/dt c = div(m*grad dF/dc); mobility m = 1 by default";

    /// <inheritdoc/>
    public override bool ConservesMass => true;

    /// <inheritdoc/>
    public override bool KeepsPositivity => false;

    /// <inheritdoc/>
    public override (string Reason, string Help)? Refuses(StateSymbol state) => state.Kind switch
    {
        StateKind.Point => ("H^-1 is a metric of functions", "a point flows in `euclidean`"),
        StateKind.Particles => ("H^-1 is a metric of functions", "particles flow in `wasserstein`"),
        _ => null,
    };

    /// <inheritdoc/>
    public override string? Caution(StateSymbol state) => state.IsDensity
        ? "H^-1 does not keep a density non-negative"
        : null;

    /// <inheritdoc/>
    public override Seq<MetricOption> Options => [new("mobility", MetricOptionKind.Field, "1", "m in K xi = -div(m*grad xi)")];

    /// <inheritdoc/>
    public override Seq<OnsagerTerm> Onsager(MetricArguments arguments) => [new DivGradTerm(arguments.Mobility)];
}
