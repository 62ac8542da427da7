using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>
/// Of a point: the differential equation of Adam, q′ = −m/(√v + ε), m′ = α₁(∇E − m), v′ = α₂((∇E)² − v), elementwise. No gradient flow of E:
/// α₁E + ½Σm²/(√v + ε) falls for α₂ ≤ 4α₁. Da Silva, Gazeau, J. Mach. Learn. Res. 21 (2020); Barakat, Bianchi, SIAM J. Optim. 31 (2021).
/// </summary>
public sealed class Adam : Metric
{
    /// <inheritdoc/>
    public override string Name => "adam";

    /// <inheritdoc/>
    public override string Summary => "means of the gradient and of its square steer: d/dt q = -m/(sqrt(v) + eps), elementwise";

    /// <inheritdoc/>
    public override bool ConservesMass => false;

    /// <inheritdoc/>
    public override bool KeepsPositivity => false;

    /// <inheritdoc/>
    public override (string Reason, string Help)? Refuses(StateSymbol state) => state.IsPoint ? null : OfPoints(this, state);

    /// <inheritdoc/>
    public override Seq<MetricOption> Options =>
    [
        new("alpha1", MetricOptionKind.Number, "1", "rate at which m follows the gradient"),
        new("alpha2", MetricOptionKind.Number, "1", "rate at which v follows its square"),
        new("eps", MetricOptionKind.Number, "1e-8", "keeps the denominator from 0"),
    ];

    /// <inheritdoc/>
    public override Seq<OnsagerTerm> Onsager(MetricArguments arguments) => [];

    /// <inheritdoc/>
    public override Seq<Expr> RightSide(MetricArguments arguments, Seq<Expr> xi) =>
        [.. Remembered("m", arguments).Zip(Remembered("v", arguments), (m, v) => -(m / (Build.Sqrt(v) + Eps(arguments))))];

    /// <inheritdoc/>
    public override Seq<MemoryEquation> Memory(MetricArguments arguments, Seq<Expr> xi) =>
    [
        new(Symbol("m", arguments).Name, [.. xi.Zip(Remembered("m", arguments), (g, m) => arguments.Real("alpha1", 1) * (g - m))]),
        new(Symbol("v", arguments).Name, [.. xi.Zip(Remembered("v", arguments), (g, v) => arguments.Real("alpha2", 1) * (Build.Power(g, 2) - v))]),
    ];

    /// <summary>α₁E + ½Σm²/(√v + ε), which falls for α₂ ≤ 4α₁.</summary>
    /// <param name="arguments">What the metric is given.</param>
    /// <param name="energy">E.</param>
    public static Expr Lyapunov(MetricArguments arguments, Expr energy) => arguments.Real("alpha1", 1) * energy
        + Build.Sum([.. Remembered("m", arguments).Zip(Remembered("v", arguments), (m, v) => Build.Power(m, 2) / (2 * (Build.Sqrt(v) + Eps(arguments))))]);

    /// <inheritdoc/>
    public override string? WhyNoDecay(MetricArguments arguments) =>
        $"adam is no gradient flow of its energy E; {Lyapunov(arguments, Build.Symbol("E"))} falls for alpha2 <= 4*alpha1";

    /// <inheritdoc/>
    public override string Dissipation(MetricArguments arguments) => "";

    private static Expr Eps(MetricArguments arguments) => arguments.Real("eps", Build.Number(new Rational(1, 100_000_000)));

    private static StateSymbol Symbol(string name, MetricArguments arguments) =>
        new(name == arguments.State.Name ? name + "_" : name, arguments.State.Space, StateKind.Point);

    private static Expr[] Remembered(string name, MetricArguments arguments) =>
        [.. Enumerable.Range(0, arguments.State.Space.Dimension).Select(i => Build.Component(Symbol(name, arguments), i))];
}
