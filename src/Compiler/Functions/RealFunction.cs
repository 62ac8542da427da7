using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Functions;

/// <summary>A function of one real argument.</summary>
public abstract class RealFunction : Function
{
    /// <inheritdoc/>
    public sealed override Expr Derivative(Seq<Expr> arguments, int index) => Derivative(arguments[0]);

    /// <inheritdoc/>
    public sealed override double Evaluate(ReadOnlySpan<double> arguments) => Evaluate(arguments[0]);

    /// <inheritdoc/>
    public sealed override Interval Range(ReadOnlySpan<Interval> arguments) =>
        arguments[0].IsEmpty ? Interval.Empty : Range(arguments[0]);

    /// <inheritdoc/>
    public sealed override Expr? Simplify(Seq<Expr> arguments) => Simplify(arguments[0]);

    /// <inheritdoc/>
    public sealed override Lane Emit(ILaneWriter writer, ReadOnlySpan<Lane> arguments) =>
        Emit(writer, arguments[0]) ?? base.Emit(writer, arguments);

    /// <summary>f′(x)</summary>
    protected abstract Expr Derivative(Expr x);

    /// <summary>f(x)</summary>
    protected abstract double Evaluate(double x);

    /// <summary>The values over an interval that is not empty.</summary>
    protected virtual Interval Range(Interval x) => Interval.Everything;

    /// <summary>A simpler form, or null.</summary>
    protected virtual Expr? Simplify(Expr x) => null;

    /// <summary>The vector form, or null: lane by lane.</summary>
    protected virtual Lane? Emit(ILaneWriter writer, Lane x) => null;
}
