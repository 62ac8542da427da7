using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>the angle in [0, pi] whose cosine is x</summary>
public sealed class Acos : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "acos";

    /// <inheritdoc/>
    public override string Summary => "the angle in [0, pi] whose cosine is x";

    /// <inheritdoc/>
    public override string Latex => @"\arccos";

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => -Build.Power(1 - Build.Power(x, 2), -Build.Half);

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Acos(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => x.Intersect(new(-1, 1)).Decreasing(Math.Acos).Intersect(Interval.NonNegative);

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x switch
    {
        Number { Value.IsOne: true } => Build.Zero,
        Number { Value.IsZero: true } => Build.Half * Build.Pi,
        _ => x == Build.MinusOne ? Build.Pi : null,
    };
}
