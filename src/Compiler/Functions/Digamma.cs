using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>the derivative of log gamma</summary>
public sealed class Digamma : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "digamma";

    /// <inheritdoc/>
    public override string Summary => "the derivative of log gamma";

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => Build.Apply(FunctionCatalog.Polygamma, Build.One, x);

    /// <inheritdoc/>
    protected override double Evaluate(double x) => GammaSeries.Digamma(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => x.Lower > 0 ? x.Increasing(GammaSeries.Digamma).Widen(16) : Interval.Everything;
}
