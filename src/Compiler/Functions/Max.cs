using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Functions;

/// <summary>The larger of two numbers.</summary>
public sealed class Max : Function
{
    /// <inheritdoc/>
    public override string Name => "max";

    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override string Summary => "max(a, b): the larger of the two";

    /// <inheritdoc/>
    public override string Latex => @"\max";

    /// <inheritdoc/>
    public override Expr Derivative(Seq<Expr> arguments, int index)
    {
        // Where both are equal the first is taken.
        var (a, b) = (arguments[0], arguments[1]);
        var first = new Compare(Comparison.LessOrEqual, b, a);
        return index == 0 ? Build.If(first, 1, 0) : Build.If(first, 0, 1);
    }

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<double> arguments) => Math.Max(arguments[0], arguments[1]);

    /// <inheritdoc/>
    public override Interval Range(ReadOnlySpan<Interval> arguments)
    {
        var (a, b) = (arguments[0], arguments[1]);
        return a.IsEmpty || b.IsEmpty ? Interval.Empty : new(Math.Max(a.Lower, b.Lower), Math.Max(a.Upper, b.Upper));
    }

    /// <inheritdoc/>
    public override Expr? Simplify(Seq<Expr> arguments) => arguments switch
    {
        [Number a, Number b] => a.Value > b.Value ? a : b,
        [var a, var b] when ReferenceEquals(a, b) => a,
        _ => null,
    };

    /// <inheritdoc/>
    public override Lane Emit(ILaneWriter writer, ReadOnlySpan<Lane> arguments) => writer.Maximum(arguments[0], arguments[1]);
}
