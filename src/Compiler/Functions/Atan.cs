using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>the angle in (-pi/2, pi/2) whose tangent is x</summary>
public sealed class Atan : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "atan";

    /// <inheritdoc/>
    public override string Summary => "the angle in (-pi/2, pi/2) whose tangent is x";

    /// <inheritdoc/>
    public override string Latex => @"\arctan";

    /// <inheritdoc/>
    public override Parity Parity => Parity.Odd;

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => 1 / (1 + Build.Power(x, 2));

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Atan(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => x.Increasing(Math.Atan);

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x switch
    {
        Number { Value.IsZero: true } => Build.Zero,
        Number { Value.IsOne: true } => Build.Number(new Rational(1, 4)) * Build.Pi,
        _ => null,
    };
}
