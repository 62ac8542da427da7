using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>Hellinger–Kantorovich (Wasserstein–Fisher–Rao): K ξ = −∇·(ρ ∇ξ) + rρξ, transport and reaction. Liero, Mielke, Savaré, Invent. Math. 211 (2018).</summary>
public sealed class HellingerKantorovich : Metric
{
    /// <inheritdoc/>
    public override string Name => "hellinger_kantorovich";

    /// <inheritdoc/>
    public override string Summary => "K xi = -div(rho*grad xi) + reaction*rho*xi: d/dt rho = div(rho*grad dF/drho) - reaction*rho*dF/drho";

    /// <inheritdoc/>
    public override bool ConservesMass => false;

    /// <inheritdoc/>
    public override bool KeepsPositivity => true;

    /// <inheritdoc/>
    public override (string Reason, string Help)? Refuses(StateSymbol state) => OfMeasures(this, state, "move, create or destroy");

    /// <inheritdoc/>
    public override Seq<MetricOption> Options => [new("reaction", MetricOptionKind.Number, "1", "r in K xi = -div(rho*grad xi) + r*rho*xi")];

    /// <inheritdoc/>
    public override Expr DefaultMobility(StateSymbol state, Point point) => Build.Value(state, point);

    /// <inheritdoc/>
    public override Seq<OnsagerTerm> Onsager(MetricArguments arguments) =>
        [new DivGradTerm(arguments.Mobility), new MultiplyTerm(arguments.Real("reaction", 1) * arguments.Mobility)];
}
