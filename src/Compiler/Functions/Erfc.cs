using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>1 - erf x, accurate for large x</summary>
public sealed class Erfc : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "erfc";

    /// <inheritdoc/>
    public override string Summary => "1 - erf x, accurate for large x";

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => -2 * Build.Power(Build.Pi, -Build.Half) * Build.Apply(FunctionCatalog.Exp, -Build.Power(x, 2));

    /// <inheritdoc/>
    protected override double Evaluate(double x) => ErrorFunction.Erfc(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => x.Decreasing(ErrorFunction.Erfc).Intersect(new(0, 2));

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x is Number { Value.IsZero: true } ? Build.One : null;
}
