using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>x log x, 0 at 0; what x*log(x) is computed by</summary>
public sealed class XLogX : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "xlogx";

    /// <inheritdoc/>
    public override string Summary => "x log x, 0 at 0; what x*log(x) is computed by";

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => Build.Apply(FunctionCatalog.Log, x) + 1;

    /// <inheritdoc/>
    protected override double Evaluate(double x) => x == 0 ? 0 : x * Math.Log(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) =>
        x.Intersect(Interval.NonNegative) is not { IsEmpty: false } p ? Interval.Empty
        : p.Lower >= 1 / Math.E ? p.Increasing(Evaluate)
        : p.Upper <= 1 / Math.E ? p.Decreasing(Evaluate)
        : new Interval(-1 / Math.E, Math.Max(Evaluate(p.Lower), Evaluate(p.Upper))).Widen();

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x is Number { Value.IsZero: true } or Number { Value.IsOne: true } ? Build.Zero : null;

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x)
    {
        var zero = writer.Constant(0);
        return writer.Select(writer.Equal(x, zero), zero, writer.Multiply(x, writer.Log(x)));
    }
}
