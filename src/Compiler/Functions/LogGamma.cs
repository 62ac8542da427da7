using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>log |gamma x|</summary>
public sealed class LogGamma : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "lgamma";

    /// <inheritdoc/>
    public override string Summary => "log |gamma x|";

    /// <inheritdoc/>
    public override string Latex => @"\log\Gamma";

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => Build.Apply(FunctionCatalog.Digamma, x);

    /// <inheritdoc/>
    protected override double Evaluate(double x) => GammaSeries.LogGamma(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) =>
        x.Lower >= 1.5 ? x.Increasing(GammaSeries.LogGamma).Widen(16)
        : x.Lower > 0 ? new Interval(-0.1214862905358497, Math.Max(GammaSeries.LogGamma(x.Lower), GammaSeries.LogGamma(x.Upper))).Widen(16)
        : Interval.Everything;

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x == Build.One || x == Build.One + Build.One ? Build.Zero : null;
}
