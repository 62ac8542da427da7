using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>x for x &gt; 0, else 0</summary>
public sealed class Relu : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "relu";

    /// <inheritdoc/>
    public override string Summary => "x for x > 0, else 0";

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => Build.Apply(FunctionCatalog.Step, x);

    /// <inheritdoc/>
    protected override double Evaluate(double x) => x > 0 ? x : x <= 0 ? 0 : x;

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => new(Math.Max(0, x.Lower), Math.Max(0, x.Upper));

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x switch
    {
        Number n => n.Value.Sign > 0 ? n : Build.Zero,
        _ => Signs.IsNonNegative(x) ? x : null,
    };

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x) => writer.Maximum(x, writer.Constant(0));
}
