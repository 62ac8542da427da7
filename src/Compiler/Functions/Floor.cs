using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Functions;

/// <summary>the largest whole number that is not larger than x</summary>
public sealed class Floor : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "floor";

    /// <inheritdoc/>
    public override string Summary => "the largest whole number that is not larger than x";

    /// <inheritdoc/>
    public override string? LatexForm(Seq<string> arguments) => $@"\left\lfloor {arguments[0]} \right\rfloor";

    /// <inheritdoc/>
    public override bool Jumps => true;

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => Build.Zero;

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Floor(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => new(Math.Floor(x.Lower), Math.Floor(x.Upper));

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x is Number n ? Build.Number(new Rational(n.Value.Floor())) : null;

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x) => writer.Floor(x);
}
