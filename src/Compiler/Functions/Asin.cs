using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>the angle in [-pi/2, pi/2] whose sine is x</summary>
public sealed class Asin : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "asin";

    /// <inheritdoc/>
    public override string Summary => "the angle in [-pi/2, pi/2] whose sine is x";

    /// <inheritdoc/>
    public override string Latex => @"\arcsin";

    /// <inheritdoc/>
    public override Parity Parity => Parity.Odd;

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => Build.Power(1 - Build.Power(x, 2), -Build.Half);

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Asin(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => x.Intersect(new(-1, 1)).Increasing(Math.Asin);

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x switch
    {
        Number { Value.IsZero: true } => Build.Zero,
        Number { Value.IsOne: true } => Build.Half * Build.Pi,
        _ => null,
    };
}
