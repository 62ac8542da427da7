using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>H¹ with length √α: (1 − αΔ) K ξ = ξ.</summary>
public sealed class H1 : Metric
{
    /// <inheritdoc/>
    public override string Name => "H1";

    /// <inheritdoc/>
    public override string Summary => "(1 - alpha*lap)(K xi) = xi: (1 - alpha*lap) d/dt u = -dF/du";

    /// <inheritdoc/>
    public override bool ConservesMass => false;

    /// <inheritdoc/>
    public override bool KeepsPositivity => false;

    /// <inheritdoc/>
    public override (string Reason, string Help)? Refuses(StateSymbol state) => state.Kind switch
    {
        StateKind.Density => ("neither mass nor positivity of a density is kept in H1", $"declare `{state.Name}` as a field, or flow in `wasserstein`"),
        StateKind.Point => ("H1 is a metric of functions", "a point flows in `euclidean`"),
        StateKind.Particles => ("H1 is a metric of functions", "particles flow in `wasserstein`"),
        _ => null,
    };

    /// <inheritdoc/>
    public override Seq<MetricOption> Options => [new("alpha", MetricOptionKind.Number, "1", "the square of the length below which changes are smoothed")];

    /// <inheritdoc/>
    public override Seq<OnsagerTerm> Onsager(MetricArguments arguments) => [new HelmholtzInverseTerm(Alpha(arguments))];

    /// <inheritdoc/>
    public override string LeftSide(MetricArguments arguments) => $"({1 - Alpha(arguments) * Build.Symbol("lap")}) ";

    /// <inheritdoc/>
    public override Seq<Expr> TimesLeftSide(MetricArguments arguments, Seq<Expr> rate) =>
        [.. rate.Select(r => r - Alpha(arguments) * Build.Lap(r, arguments.At))];

    /// <inheritdoc/>
    public override string Dissipation(MetricArguments arguments) => Dissipation(arguments, "v");

    /// <inheritdoc/>
    public override string Dissipation(MetricArguments arguments, string rate)
    {
        var v = Build.Value(new StateSymbol(rate, arguments.State.Space, StateKind.Field), arguments.At);
        var slopes = Enumerable.Range(0, arguments.At.Space.Dimension).Select(i => Build.Power(Build.Gradient(v, arguments.At, i), 2));
        return $"{Build.Integral(arguments.At, Build.Power(v, 2) + Alpha(arguments) * Build.Sum([.. slopes]))}";
    }

    private static Expr Alpha(MetricArguments arguments) => arguments.Real("alpha", 1);
}
