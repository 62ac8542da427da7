using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>1 for x &gt; 0, else 0</summary>
public sealed class Step : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "step";

    /// <inheritdoc/>
    public override string Summary => "1 for x > 0, else 0";

    /// <inheritdoc/>
    public override bool Jumps => true;

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => Build.Zero;

    /// <inheritdoc/>
    protected override double Evaluate(double x) => x > 0 ? 1 : x <= 0 ? 0 : x;

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => new(x.Lower > 0 ? 1 : 0, x.Upper > 0 ? 1 : 0);

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x is Number n ? n.Value.Sign > 0 ? Build.One : Build.Zero : null;

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x) =>
        writer.Select(writer.Less(writer.Constant(0), x), writer.Constant(1), writer.Multiply(writer.Constant(0), x));
}
