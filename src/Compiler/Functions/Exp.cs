using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>e to the power x</summary>
public sealed class Exp : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "exp";

    /// <inheritdoc/>
    public override string Summary => "e to the power x";

    /// <inheritdoc/>
    public override string Latex => @"\exp";

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => Build.Apply(this, x);

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Exp(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => x.Increasing(Math.Exp).Intersect(Interval.NonNegative);

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x switch
    {
        Number { Value.IsZero: true } => Build.One,
        Number { Value.IsOne: true } => Build.E,
        // e^(log a) = a
        Apply { Function: Log, Arguments: [var a] } => a,
        // e^(c log a) = a^c
        Product p when p.Factors.AsSpan().ToArray().FirstOrDefault(f => f is Apply { Function: Log }) is Apply log =>
            Build.Power(log.Arguments[0], x / log),
        _ => null,
    };

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x) => writer.Exp(x);
}
