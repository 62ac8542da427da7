using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>1/(1 + e^-x)</summary>
public sealed class Sigmoid : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "sigmoid";

    /// <inheritdoc/>
    public override string Summary => "1/(1 + e^-x)";

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => Build.Apply(this, x) * (1 - Build.Apply(this, x));

    /// <inheritdoc/>
    protected override double Evaluate(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => x.Increasing(Evaluate).Intersect(new(0, 1));

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x is Number { Value.IsZero: true } ? Build.Half : null;

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x)
    {
        // (1 + tanh(x/2))/2
        var half = writer.Constant(0.5);
        return writer.FusedMultiplyAdd(half, writer.Tanh(writer.Multiply(half, x)), half);
    }
}
