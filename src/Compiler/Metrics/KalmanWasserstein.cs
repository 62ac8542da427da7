using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>Kalman–Wasserstein: K ξ = −∇·(ρ C(ρ) ∇ξ), C the covariance of ρ; invariant under affine maps. Garbuno-Inigo, Hoffmann, Li, Stuart, SIAM J. Appl. Dyn. Syst. 19 (2020) 412–441.</summary>
public sealed class KalmanWasserstein : Metric
{
    /// <inheritdoc/>
    public override string Name => "kalman_wasserstein";

    /// <inheritdoc/>
    public override string Summary => "K xi = -div(rho*C*grad xi), C the covariance of rho: d/dt rho = div(rho*C*grad dF/drho)";

    /// <inheritdoc/>
    public override bool ConservesMass => true;

    /// <inheritdoc/>
    public override bool KeepsPositivity => true;

    /// <inheritdoc/>
    public override bool TakesPrescribedValues => false;

    /// <inheritdoc/>
    public override (string Reason, string Help)? Refuses(StateSymbol state) => OfMeasures(this, state, "move");

    /// <inheritdoc/>
    public override Expr DefaultMobility(StateSymbol state, Point point) => Build.Value(state, point);

    /// <inheritdoc/>
    public override Seq<OnsagerTerm> Onsager(MetricArguments arguments) => [new CovarianceTerm(arguments.Mobility)];
}
