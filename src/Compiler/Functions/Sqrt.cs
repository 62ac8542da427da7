using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Functions;

/// <summary>the square root; kept as x^(1/2)</summary>
public sealed class Sqrt : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "sqrt";

    /// <inheritdoc/>
    public override string Summary => "the square root; kept as x^(1/2)";

    /// <inheritdoc/>
    public override string? LatexForm(Seq<string> arguments) => $@"\sqrt{{{arguments[0]}}}";

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => Build.Half * Build.Power(x, -Build.Half);

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Sqrt(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => x.Intersect(Interval.NonNegative).Increasing(Math.Sqrt).Intersect(Interval.NonNegative);

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => Build.Sqrt(x);

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x) => writer.SquareRoot(x);
}
