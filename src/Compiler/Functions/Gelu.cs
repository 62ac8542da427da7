using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>x (1 + erf(x/sqrt 2))/2, the exact Gaussian error linear unit</summary>
public sealed class Gelu : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "gelu";

    /// <inheritdoc/>
    public override string Summary => "x (1 + erf(x/sqrt 2))/2, the exact Gaussian error linear unit";

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) =>
        Build.Half * (1 + Build.Apply(FunctionCatalog.Erf, x * Build.Power(2, -Build.Half)))
        + x * Build.Power(2 * Build.Pi, -Build.Half) * Build.Apply(FunctionCatalog.Exp, -Build.Half * Build.Power(x, 2));

    /// <inheritdoc/>
    protected override double Evaluate(double x) => 0.5 * x * ErrorFunction.Erfc(-x / Math.Sqrt(2));

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => x.Lower >= 0 ? x.Increasing(Evaluate) : new(-0.1700, Math.Max(0, x.Upper));

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x is Number { Value.IsZero: true } ? x : null;

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x)
    {
        var half = writer.Multiply(writer.Constant(0.5), x);
        return writer.FusedMultiplyAdd(half, writer.Erf(writer.Multiply(x, writer.Constant(1 / Math.Sqrt(2)))), half);
    }
}
