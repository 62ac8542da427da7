using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Functions;

/// <summary>The derivatives of digamma.</summary>
public sealed class Polygamma : Function
{
    /// <inheritdoc/>
    public override string Name => "polygamma";

    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override string Summary => "polygamma(n, x): the n-th derivative of digamma, n a whole number";

    /// <inheritdoc/>
    public override Expr Derivative(Seq<Expr> arguments, int index) =>
        index == 0 ? Build.Zero : Build.Apply(this, arguments[0] + 1, arguments[1]);

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<double> arguments) =>
        arguments[0] is >= 0 and <= 100 && arguments[0] == Math.Floor(arguments[0])
            ? GammaSeries.Polygamma((int)arguments[0], arguments[1])
            : double.NaN;

    /// <inheritdoc/>
    public override Interval Range(ReadOnlySpan<Interval> arguments)
    {
        var (n, x) = (arguments[0], arguments[1]);
        if (n.IsEmpty || x.IsEmpty)
            return Interval.Empty;
        if (n.Lower != n.Upper || n.Lower < 1 || x.Lower <= 0)
            return Interval.Everything;
        // Of one sign, and shrinking on the positive axis.
        var order = n.Lower;
        return order % 2 == 0 ? x.Increasing(Of).Widen(32) : x.Decreasing(Of).Widen(32);

        double Of(double at) => double.IsPositiveInfinity(at) ? 0 : Evaluate([order, at]);
    }

    /// <inheritdoc/>
    public override Expr? Simplify(Seq<Expr> arguments) =>
        arguments[0] is Number { Value.IsZero: true } ? Build.Apply(FunctionCatalog.Digamma, arguments[1]) : null;
}
