using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Functions;

/// <summary>the smallest whole number that is not smaller than x</summary>
public sealed class Ceil : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "ceil";

    /// <inheritdoc/>
    public override string Summary => "the smallest whole number that is not smaller than x";

    /// <inheritdoc/>
    public override string? LatexForm(Seq<string> arguments) => $@"\left\lceil {arguments[0]} \right\rceil";

    /// <inheritdoc/>
    public override bool Jumps => true;

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => Build.Zero;

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Ceiling(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => new(Math.Ceiling(x.Lower), Math.Ceiling(x.Upper));

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x is Number n ? Build.Number(new Rational(-(-n.Value).Floor())) : null;

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x) => writer.Negate(writer.Floor(writer.Negate(x)));
}
