using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>the cosine</summary>
public sealed class Cos : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "cos";

    /// <inheritdoc/>
    public override string Summary => "the cosine";

    /// <inheritdoc/>
    public override string Latex => @"\cos";

    /// <inheritdoc/>
    public override Parity Parity => Parity.Even;

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => -Build.Apply(FunctionCatalog.Sin, x);

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Cos(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => Sin.RangeOfCosine(x);

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => (Sin.QuarterTurns(x) & 3) switch
    {
        null => null,
        0 => Build.One,
        2 => Build.MinusOne,
        _ => Build.Zero,
    };

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x) => writer.Cos(x);
}
