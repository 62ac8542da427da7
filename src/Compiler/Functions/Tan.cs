using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>the tangent</summary>
public sealed class Tan : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "tan";

    /// <inheritdoc/>
    public override string Summary => "the tangent";

    /// <inheritdoc/>
    public override string Latex => @"\tan";

    /// <inheritdoc/>
    public override Parity Parity => Parity.Odd;

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => 1 + Build.Power(Build.Apply(this, x), 2);

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Tan(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => x.Lower > -1.57 && x.Upper < 1.57 ? x.Increasing(Math.Tan) : Interval.Everything;

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x is Number { Value.IsZero: true } ? x : null;

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x) => writer.Divide(writer.Sin(x), writer.Cos(x));
}
