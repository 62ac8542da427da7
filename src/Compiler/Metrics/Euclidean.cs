using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>Of a point: K = 1, steepest descent.</summary>
public sealed class Euclidean : Metric
{
    /// <inheritdoc/>
    public override string Name => "euclidean";

    /// <inheritdoc/>
    public override string Summary => "K = 1: d/dt q = -grad E";

    /// <inheritdoc/>
    public override bool ConservesMass => false;

    /// <inheritdoc/>
    public override bool KeepsPositivity => false;

    /// <inheritdoc/>
    public override (string Reason, string Help)? Refuses(StateSymbol state) => state.IsPoint ? null : OfPoints(this, state);

    /// <inheritdoc/>
    public override Seq<OnsagerTerm> Onsager(MetricArguments arguments) => [new MultiplyTerm(1)];
}
