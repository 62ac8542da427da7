using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Functions;

/// <summary>|x|</summary>
public sealed class Abs : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "abs";

    /// <inheritdoc/>
    public override string Summary => "|x|";

    /// <inheritdoc/>
    public override string? LatexForm(Seq<string> arguments) => $@"\left| {arguments[0]} \right|";

    /// <inheritdoc/>
    public override Parity Parity => Parity.Even;

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => Build.Apply(FunctionCatalog.Sign, x);

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Abs(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) =>
        x.Lower >= 0 ? x : x.Upper <= 0 ? -x : new(0, Math.Max(-x.Lower, x.Upper));

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x switch
    {
        Number n => Build.Number(n.Value.Abs()),
        // |2x| = 2|x|
        Product { Factors: [Number n, ..] } => Build.Number(n.Value.Abs()) * Build.Apply(this, SumRules.Split(x).Remainder),
        // |x^3| = |x|^3
        Power { Exponent: Number { Value.IsInteger: true } e } p => Build.Power(Build.Apply(this, p.Base), e),
        _ => Signs.IsNonNegative(x) ? x : null,
    };

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x) => writer.Absolute(x);
}
