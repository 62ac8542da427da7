using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Functions;

/// <summary>the real cube root; odd, unlike x^(1/3)</summary>
public sealed class Cbrt : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "cbrt";

    /// <inheritdoc/>
    public override string Summary => "the real cube root; odd, unlike x^(1/3)";

    /// <inheritdoc/>
    public override string? LatexForm(Seq<string> arguments) => $@"\sqrt[3]{{{arguments[0]}}}";

    /// <inheritdoc/>
    public override Parity Parity => Parity.Odd;

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => 1 / (3 * Build.Power(Build.Apply(this, x), 2));

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Cbrt(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => x.Increasing(Math.Cbrt);

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x switch
    {
        Number { Value.IsZero: true } => x,
        Number { Value: { Sign: > 0 } v } when Roots.Exact(v, new Rational(1, 3)) is { } root => Build.Number(root),
        Power { Exponent: Number { Value: { IsInteger: true } n } } p when (n / 3).IsInteger => Build.Power(p.Base, Build.Number(n / 3)),
        _ => Signs.IsNonNegative(x) ? Build.Power(x, Build.Number(new Rational(1, 3))) : null,
    };
}
