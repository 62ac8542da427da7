using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Functions;

/// <summary>x, but not below lo and not above hi.</summary>
public sealed class Clamp : Function
{
    /// <inheritdoc/>
    public override string Name => "clamp";

    /// <inheritdoc/>
    public override int Arity => 3;

    /// <inheritdoc/>
    public override string Summary => "clamp(x, lo, hi): x, but not below lo and not above hi";

    /// <inheritdoc/>
    public override Expr Derivative(Seq<Expr> arguments, int index)
    {
        var (x, low, high) = (arguments[0], arguments[1], arguments[2]);
        var (below, above) = (new Compare(Comparison.Less, x, low), new Compare(Comparison.Less, high, x));
        return index switch
        {
            0 => Build.If(new OrCondition(below, above), 0, 1),
            1 => Build.If(new AndCondition(below, new NotCondition(above)), 1, 0),
            _ => Build.If(above, 1, 0),
        };
    }

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<double> arguments) => Math.Min(Math.Max(arguments[0], arguments[1]), arguments[2]);

    /// <inheritdoc/>
    public override Interval Range(ReadOnlySpan<Interval> arguments)
    {
        var (x, low, high) = (arguments[0], arguments[1], arguments[2]);
        return x.IsEmpty || low.IsEmpty || high.IsEmpty
            ? Interval.Empty
            : new(Math.Min(Math.Max(x.Lower, low.Lower), high.Lower), Math.Min(Math.Max(x.Upper, low.Upper), high.Upper));
    }

    /// <inheritdoc/>
    public override Expr? Simplify(Seq<Expr> arguments) => arguments is [Number x, Number low, Number high]
        ? x.Value < low.Value ? low : x.Value > high.Value ? high : x
        : null;

    /// <inheritdoc/>
    public override Lane Emit(ILaneWriter writer, ReadOnlySpan<Lane> arguments) =>
        writer.Minimum(writer.Maximum(arguments[0], arguments[1]), arguments[2]);
}
