using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>the gamma function: gamma(n) = (n - 1)!</summary>
public sealed class Gamma : RealFunction
{
    // Where gamma is smallest on the positive axis; the value there is 0.88560319441088870…
    private const double Minimum = 1.4616321449683622;

    /// <inheritdoc/>
    public override string Name => "gamma";

    /// <inheritdoc/>
    public override string Summary => "the gamma function: gamma(n) = (n - 1)!";

    /// <inheritdoc/>
    public override string Latex => @"\Gamma";

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => Build.Apply(this, x) * Build.Apply(FunctionCatalog.Digamma, x);

    /// <inheritdoc/>
    protected override double Evaluate(double x) => GammaSeries.Gamma(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) =>
        x.Lower <= 0 ? Interval.Everything
        : x.Lower >= Minimum ? x.Increasing(GammaSeries.Gamma).Widen(16)
        : x.Upper <= Minimum ? x.Decreasing(GammaSeries.Gamma).Widen(16)
        : new Interval(0.885603194410888, Math.Max(GammaSeries.Gamma(x.Lower), GammaSeries.Gamma(x.Upper))).Widen(16);

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x is Number { Value: { IsInteger: true, Sign: > 0 } n } && n <= 30
        ? Build.Number(Enumerable.Range(1, (int)n.Numerator - 1).Aggregate(Rational.One, (product, k) => product * k))
        : null;
}
