using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>Stein: K ξ = −∇·(ρ ∫ k(·, y) ρ(y) ∇ξ(y) dy), of which Stein variational gradient descent is the particle form. Liu, Wang, NeurIPS 2016; Duncan, Nüsken, Szpruch, J. Mach. Learn. Res. 24 (2023).</summary>
public sealed class Stein : Metric
{
    /// <inheritdoc/>
    public override string Name => "stein";

    /// <inheritdoc/>
    public override string Summary => "K xi = -div(rho*conv k (rho*grad xi)): d/dt rho = div(rho*conv k (rho*grad dF/drho))";

    /// <inheritdoc/>
    public override bool ConservesMass => true;

    /// <inheritdoc/>
    public override bool KeepsPositivity => true;

    /// <inheritdoc/>
    public override bool TakesPrescribedValues => false;

    /// <inheritdoc/>
    public override (string Reason, string Help)? Refuses(StateSymbol state) => OfMeasures(this, state, "move");

    /// <inheritdoc/>
    public override Seq<MetricOption> Options =>
    [
        new("kernel", MetricOptionKind.Kernel, "rbf", "k: \"rbf\", exp(-|d|^2/(2*bandwidth^2)), or an even positive definite function of the difference"),
        new("bandwidth", MetricOptionKind.Number, "by the median rule at t = 0", "of \"rbf\"; the median rule takes the median distance of the particles over sqrt(2*log N)"),
    ];

    /// <inheritdoc/>
    public override Expr DefaultMobility(StateSymbol state, Point point) => Build.Value(state, point);

    /// <inheritdoc/>
    public override Seq<OnsagerTerm> Onsager(MetricArguments arguments) => [new PairKernelTerm(arguments.Kernel ?? Radial(arguments), arguments.Mobility)];

    // Its width is a symbol where the median rule finds it at the start of a run.
    private static UserFunction Radial(MetricArguments arguments)
    {
        var d = Enumerable.Range(0, arguments.At.Space.Dimension).Select(i => Build.Symbol($"d{i + 1}")).ToArray();
        var width = arguments.Real("bandwidth", Build.Symbol("bandwidth"));
        var square = Build.Sum([.. d.Select(x => Build.Power(x, 2))]);
        return UserFunction.Of("rbf", [.. d.Cast<Symbol>()], Build.Apply(FunctionCatalog.Find("exp")!, [-square / (2 * Build.Power(width, 2))]));
    }
}
