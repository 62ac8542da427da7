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
    public override string? Caution(StateSymbol state) => state.IsDensity
        ? "H^-1 does not keep a density non-negative"
        : null;

    /// <inheritdoc/>
    public override Expr DefaultMobility(StateSymbol state, Point point) => 1;

    /// <inheritdoc/>
    public override Seq<OnsagerTerm> Onsager(Expr mobility) => [new DivGradTerm(mobility)];

    /// <inheritdoc/>
    public override Expr RightSide(Expr mobility, Expr xi, Point point) => Build.DivGrad(mobility, xi, point);

    /// <inheritdoc/>
    public override string Dissipation(string mobility) => mobility == "1" ? "int |grad xi|^2" : $"int {mobility}*|grad xi|^2";
}
