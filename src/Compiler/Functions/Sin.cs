using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Functions;

/// <summary>the sine</summary>
public sealed class Sin : RealFunction
{
    /// <summary>How often pi/2 goes into the argument, if it is a whole multiple.</summary>
    internal static int? QuarterTurns(Expr x)
    {
        if (x is Number { Value.IsZero: true })
            return 0;
        var (multiple, rest) = SumRules.Split(x);
        return ReferenceEquals(rest, Build.Pi) && (2 * multiple).IsInteger && multiple.Abs() < 1_000_000
            ? (int)(2 * multiple).Numerator
            : null;
    }

    /// <summary>The values of the cosine; its extremes are at the multiples of pi.</summary>
    internal static Interval RangeOfCosine(Interval x)
    {
        if (!(x.Upper - x.Lower < 6) || Math.Abs(x.Lower) > 1e9)
            return new(-1, 1);
        // Multiples of pi within, with a margin for the rounding of the quotients.
        var (first, last) = (Math.Ceiling(x.Lower / Math.PI - 1e-6), Math.Floor(x.Upper / Math.PI + 1e-6));
        var ends = Interval.Only(Math.Cos(x.Lower)).Union(Interval.Only(Math.Cos(x.Upper))).Widen();
        for (var k = first; k <= last; k++)
            ends = ends.Union(Interval.Only(k % 2 == 0 ? 1 : -1));
        return ends.Intersect(new(-1, 1));
    }

    /// <inheritdoc/>
    public override string Name => "sin";

    /// <inheritdoc/>
    public override string Summary => "the sine";

    /// <inheritdoc/>
    public override string Latex => @"\sin";

    /// <inheritdoc/>
    public override Parity Parity => Parity.Odd;

    /// <inheritdoc/>
    protected override Expr Derivative(Expr x) => Build.Apply(FunctionCatalog.Cos, x);

    /// <inheritdoc/>
    protected override double Evaluate(double x) => Math.Sin(x);

    /// <inheritdoc/>
    protected override Interval Range(Interval x) => RangeOfCosine(x - new Interval(Math.BitDecrement(Math.PI / 2), Math.BitIncrement(Math.PI / 2)));

    /// <inheritdoc/>
    protected override Expr? Simplify(Expr x) => (QuarterTurns(x) & 3) switch
    {
        null => null,
        1 => Build.One,
        3 => Build.MinusOne,
        _ => Build.Zero,
    };

    /// <inheritdoc/>
    protected override Lane? Emit(ILaneWriter writer, Lane x) => writer.Sin(x);
}
