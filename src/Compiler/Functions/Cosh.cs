using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>(e^x + e^-x)/2</summary>
public sealed class Cosh : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "cosh";

    /// <inheritdoc/>
    public override string Summary => "(e^x + e^-x)/2";

    /// <inheritdoc/>
    public override string Latex => @"\cosh";

    /// <inheritdoc/>
    public override Parity Parity => Parity.Even;

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => Build.Apply(FunctionCatalog.Sinh, x);

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Cosh(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => new Interval(x.Contains(0) ? 1 : Math.Cosh(Math.Min(Math.Abs(x.Lower), Math.Abs(x.Upper))), Math.Cosh(Math.Max(Math.Abs(x.Lower), Math.Abs(x.Upper)))).Widen().Intersect(new(1, double.PositiveInfinity));

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x is Number { Value.IsZero: true } ? Build.One : null;

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x)
    {
        var e = writer.Exp(writer.Absolute(x));
        var half = writer.Constant(0.5);
        return writer.FusedMultiplyAdd(half, e, writer.Divide(half, e));
    }
}
