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
    public override Expr DefaultMobility(StateSymbol state, Point point) => Build.Value(state, point);

    /// <inheritdoc/>
    public override Seq<OnsagerTerm> Onsager(Expr mobility) => [new DivGradTerm(mobility)];

    /// <inheritdoc/>
    public override Expr RightSide(Expr mobility, Expr xi, Point point) => Build.DivGrad(mobility, xi, point);

    /// <inheritdoc/>
    public override string Dissipation(string mobility) => $"int {mobility}*|grad xi|^2";
}
