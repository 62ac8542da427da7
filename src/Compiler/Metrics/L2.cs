using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>L2 with mobility m: K ξ = m ξ.</summary>
public sealed class L2 : Metric
{
    /// <inheritdoc/>
    public override string Name => "L2";

    /// <inheritdoc/>
    public override string Summary => "K xi = m*xi: d/dt u = -m*dF/du; mobility m = 1 by default";

    /// <inheritdoc/>
    public override bool ConservesMass => false;

    /// <inheritdoc/>
    public override bool KeepsPositivity => false;

    /// <inheritdoc/>
    public override (string Reason, string Help)? Refuses(StateSymbol state) => state.Kind switch
    {
        StateKind.Density => ("neither mass nor positivity of a density is kept in L2", $"declare `{state.Name}` as a field, or flow in `wasserstein`"),
        StateKind.Point => ("L2 is a metric of functions", "a point flows in `euclidean`"),
        StateKind.Particles => ("L2 is a metric of functions", "particles flow in `wasserstein`"),
        _ => null,
    };

    /// <inheritdoc/>
    public override Seq<MetricOption> Options => [new("mobility", MetricOptionKind.Field, "1", "m in K xi = m*xi")];

    /// <inheritdoc/>
    public override Seq<OnsagerTerm> Onsager(MetricArguments arguments) => [new MultiplyTerm(arguments.Mobility)];
}
