using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>the hyperbolic tangent</summary>
public sealed class Tanh : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "tanh";

    /// <inheritdoc/>
    public override string Summary => "the hyperbolic tangent";

    /// <inheritdoc/>
    public override string Latex => @"\tanh";

    /// <inheritdoc/>
    public override Parity Parity => Parity.Odd;

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => 1 - Build.Power(Build.Apply(this, x), 2);

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Tanh(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => x.Increasing(Math.Tanh).Intersect(new(-1, 1));

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x is Number { Value.IsZero: true } ? x : null;

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x) => writer.Tanh(x);
}
