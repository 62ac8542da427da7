using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>1 for x &gt; 0, -1 for x &lt; 0, 0 at 0</summary>
public sealed class Sign : RealFunction
{
    /// <inheritdoc/>
    public override string Name => "sign";

    /// <inheritdoc/>
    public override string Summary => "1 for x > 0, -1 for x < 0, 0 at 0";

    /// <inheritdoc/>
    public override Parity Parity => Parity.Odd;

    /// <inheritdoc/>
    public override bool Jumps => true;

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => Build.Zero;

    /// <inheritdoc/>
    protected override double Evaluate(double x) => double.IsNaN(x) ? x : Math.Sign(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => new(Math.Sign(x.Lower), Math.Sign(x.Upper));

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => x switch
    {
        Number n => Build.Number(new Rational(n.Value.Sign)),
        // sign(2x) = sign x
        Product { Factors: [Number { Value.Sign: > 0 }, ..] } => Build.Apply(this, SumRules.Split(x).Remainder),
        Constant => Build.One,
        Apply { Function: Exp } => Build.One,
        _ => null,
    };

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x)
    {
        var zero = writer.Constant(0);
        var negative = writer.Select(writer.Less(x, zero), writer.Constant(-1), x);
        return writer.Select(writer.Less(zero, x), writer.Constant(1), negative);
    }
}
