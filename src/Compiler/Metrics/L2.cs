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
    public override (string Reason, string Help)? Refuses(StateSymbol state) => state.IsDensity
        ? ("neither mass nor positivity of a density is kept in L2", $"declare `{state.Name}` as a field, or flow in `wasserstein`")
        : null;

    /// <inheritdoc/>
    public override Expr DefaultMobility(StateSymbol state, Point point) => 1;

    /// <inheritdoc/>
    public override Seq<OnsagerTerm> Onsager(Expr mobility) => [new MultiplyTerm(mobility)];

    /// <inheritdoc/>
    public override Expr RightSide(Expr mobility, Expr xi, Point point) => -(mobility * xi);

    /// <inheritdoc/>
    public override string Dissipation(string mobility) => mobility == "1" ? "int xi^2" : $"int {mobility}*xi^2";
}
