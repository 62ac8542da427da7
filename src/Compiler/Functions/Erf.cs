using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>2/sqrt(pi) times the integral of e^(-s^2) from 0 to x</summary>
public sealed class Erf : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "erf";

    /// <inheritdoc/>
    public override string Summary => "2/sqrt(pi) times the integral of e^(-s^2) from 0 to x";

    /// <inheritdoc/>
    public override Parity Parity => Parity.Odd;

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => 2 * Build.Power(Build.Pi, -Build.Half) * Build.Apply(FunctionCatalog.Exp, -Build.Power(x, 2));

    /// <inheritdoc/>
    protected override double Evaluate(double x) => ErrorFunction.Erf(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => x.Increasing(ErrorFunction.Erf).Intersect(new(-1, 1));

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x is Number { Value.IsZero: true } ? Build.Zero : null;

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x) => writer.Erf(x);
}
