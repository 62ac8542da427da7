using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Functions;

/// <summary>x log y, 0 where x = 0 whatever y is.</summary>
public sealed class XLogY : Function
{
    /// <inheritdoc/>
    public override string Name => "xlogy";

    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override string Summary => "xlogy(x, y): x log y, 0 at x = 0; what x*log(x/s) is computed by";

    /// <inheritdoc/>
    public override Expr Derivative(Seq<Expr> arguments, int index) =>
        index == 0 ? Build.Apply(FunctionCatalog.Log, arguments[1]) : arguments[0] / arguments[1];

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<double> arguments) => arguments[0] == 0 ? 0 : arguments[0] * Math.Log(arguments[1]);

    /// <inheritdoc/>
    public override Interval Range(ReadOnlySpan<Interval> arguments) =>
        arguments[0] * FunctionCatalog.Log.Range([arguments[1]]) is { IsEmpty: false } product
            ? product.Union(Interval.Only(0))
            : arguments[0].Contains(0) ? Interval.Only(0) : Interval.Empty;

    /// <inheritdoc/>
    public override Expr? Simplify(Seq<Expr> arguments) =>
        arguments[0] is Number { Value.IsZero: true } || arguments[1] is Number { Value.IsOne: true } ? Build.Zero
        : ReferenceEquals(arguments[0], arguments[1]) ? Build.Apply(FunctionCatalog.XLogX, arguments[0])
        : null;

    /// <inheritdoc/>
    public override Lane Emit(ILaneWriter writer, ReadOnlySpan<Lane> arguments)
    {
        var zero = writer.Constant(0);
        var product = writer.Multiply(arguments[0], writer.Log(arguments[1]));
        return writer.Select(writer.Equal(arguments[0], zero), zero, product);
    }
}
