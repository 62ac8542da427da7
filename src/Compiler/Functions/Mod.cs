using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Functions;

/// <summary>The remainder that has the sign of the divisor.</summary>
public sealed class Mod : Function
{
    /// <inheritdoc/>
    public override string Name => "mod";

    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override string Summary => "mod(x, y): x - y floor(x/y), between 0 and y";

    /// <inheritdoc/>
    public override Expr Derivative(Seq<Expr> arguments, int index) =>
        index == 0 ? Build.One : -Build.Apply(FunctionCatalog.Floor, arguments[0] / arguments[1]);

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<double> arguments) =>
        arguments[0] - arguments[1] * Math.Floor(arguments[0] / arguments[1]);

    /// <inheritdoc/>
    public override Interval Range(ReadOnlySpan<Interval> arguments)
    {
        var (x, y) = (arguments[0], arguments[1]);
        if (x.IsEmpty || y.IsEmpty)
            return Interval.Empty;
        // Rounding may end a little outside [0, y], by an ulp of x.
        var slack = 4e-16 * Math.Max(Math.Max(Math.Abs(x.Lower), Math.Abs(x.Upper)), Math.Max(Math.Abs(y.Lower), Math.Abs(y.Upper)));
        return double.IsFinite(slack)
            ? new(Math.Min(0, y.Lower) - slack, Math.Max(0, y.Upper) + slack)
            : Interval.Everything;
    }

    /// <inheritdoc/>
    public override Expr? Simplify(Seq<Expr> arguments) => arguments is [Number x, Number { Value.IsZero: false } y]
        ? Build.Number(x.Value - y.Value * new Rational((x.Value / y.Value).Floor()))
        : null;

    /// <inheritdoc/>
    public override Lane Emit(ILaneWriter writer, ReadOnlySpan<Lane> arguments)
    {
        var whole = writer.Floor(writer.Divide(arguments[0], arguments[1]));
        return writer.Subtract(arguments[0], writer.Multiply(arguments[1], whole));
    }
}
