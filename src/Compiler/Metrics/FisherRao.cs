using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>Fisher–Rao: K ξ = ρ(ξ − ∫ρξ/∫ρ); mass is created here and destroyed there, and kept as a whole.</summary>
public sealed class FisherRao : Metric
{
    /// <inheritdoc/>
    public override string Name => "fisher_rao";

    /// <inheritdoc/>
    public override string Summary => "K xi = rho*(xi - int xi*rho/int rho): d/dt rho = -rho*(dF/drho - its mean)";

    /// <inheritdoc/>
    public override bool ConservesMass => true;

    /// <inheritdoc/>
    public override bool KeepsPositivity => true;

    /// <inheritdoc/>
    public override bool TakesPrescribedValues => false;

    /// <inheritdoc/>
    public override (string Reason, string Help)? Refuses(StateSymbol state) => OfMeasures(this, state, "create or destroy");

    /// <inheritdoc/>
    public override Expr DefaultMobility(StateSymbol state, Point point) => Build.Value(state, point);

    /// <inheritdoc/>
    public override Seq<OnsagerTerm> Onsager(MetricArguments arguments) => [new MeanFreeTerm(arguments.Mobility)];
}
