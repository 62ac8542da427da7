using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>the logarithm to base 10</summary>
public sealed class Log10 : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "log10";

    /// <inheritdoc/>
    public override string Summary => "the logarithm to base 10";

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => 1 / (x * Build.Apply(FunctionCatalog.Log, 10));

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Log10(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => x.Intersect(Interval.NonNegative).Increasing(Math.Log10);

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x is Number { Value: { Sign: > 0 } v } && (int)Math.Round(Math.Log10(v.ToDouble())) is var n
        && Math.Abs(n) < 400 && Rational.TryPow(10, n, out var power) && power == v
        ? n
        : null;

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x) => writer.Multiply(writer.Log(x), writer.Constant(1 / Math.Log(10)));
}
