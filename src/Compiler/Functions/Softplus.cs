using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>log(1 + e^x)</summary>
public sealed class Softplus : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "softplus";

    /// <inheritdoc/>
    public override string Summary => "log(1 + e^x)";

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => Build.Apply(FunctionCatalog.Sigmoid, x);

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Max(x, 0) + LogOfOnePlus(Math.Exp(-Math.Abs(x)));

    // log(1 + y); the quotient undoes the rounding of 1 + y (Kahan).
    private static double LogOfOnePlus(double y) => 1 + y is var u && u == 1 ? y : Math.Log(u) * (y / (u - 1));

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => x.Increasing(Evaluate).Intersect(Interval.NonNegative);

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x)
    {
        // max(x, 0) + log(1 + e^-|x|); the logarithm lies in [0, log 2], so its absolute error is what counts.
        var small = writer.Exp(writer.Negate(writer.Absolute(x)));
        return writer.Add(writer.Maximum(x, writer.Constant(0)), writer.Log(writer.Add(writer.Constant(1), small)));
    }
}
