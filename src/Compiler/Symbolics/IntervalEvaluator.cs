using System.Diagnostics;

namespace Flows.Compiler.Symbolics;

/// <summary>An interval that holds all values of an expression.</summary>
public static class IntervalEvaluator
{
    /// <summary>The values while the leaves run through intervals; a leaf for which there is none may take any value.</summary>
    public static Interval Over(Expr expression, Func<Expr, Interval?> leaf) => Over(expression, leaf, []);

    /// <summary>The same with a table that is emptied first: who cuts a range into slices need not let it grow for each.</summary>
    internal static Interval OverAgain(Expr expression, Func<Expr, Interval?> leaf, Dictionary<Expr, Interval> memo)
    {
        memo.Clear();
        return Over(expression, leaf, memo);
    }

    private static Interval Over(Expr e, Func<Expr, Interval?> leaf, Dictionary<Expr, Interval> memo)
    {
        Work.Spend(2);
        if (e is Number number)
            return number.Enclosure;
        if (memo.TryGetValue(e, out var known))
            return known;
        var interval = e switch
        {
            Constant c => double.IsInfinity(c.Value) ? Interval.Only(c.Value) : Interval.Only(c.Value).Widen(1),
            StateValue v => leaf(v) ?? (v.State.IsDensity ? Interval.NonNegative : Interval.Everything),
            Symbol or Coordinate or Time or Component or Load or Scalar or Reduced => leaf(e) ?? Interval.Everything,
            Integral i => leaf(e) ?? (Signs.IsNonNegative(i.Body) ? Interval.NonNegative : Interval.Everything),
            TransportDistance => leaf(e) ?? Interval.NonNegative,
            Gradient or DivGrad or Divergence or TransportPotential => leaf(e) ?? Interval.Everything,
            Named d => leaf(d) ?? Of(d.Definition),
            Sum s => OfSum(s.Terms.AsSpan()),
            Product p => OfProduct(p.Factors.AsSpan()),
            Power { Exponent: Number { Value: { IsInteger: true } n } } p when n.Abs() < 1 << 30 => Of(p.Base).Pow((int)n.Numerator),
            Power p => Of(p.Base).Pow(Of(p.Exponent)),
            Flows.Compiler.Symbolics.Apply a => a.Function.Range([.. a.Arguments.Select(Of)]),
            Conditional c => Of(c.Then).Union(Of(c.Else)),
            _ => throw new UnreachableException(),
        };
        memo[e] = interval;
        return interval;

        Interval Of(Expr part) => Over(part, leaf, memo);

        Interval OfSum(ReadOnlySpan<Expr> terms)
        {
            var total = Of(terms[0]);
            foreach (var term in terms[1..])
                total += Of(term);
            return total;
        }

        Interval OfProduct(ReadOnlySpan<Expr> factors)
        {
            var total = Of(factors[0]);
            foreach (var factor in factors[1..])
                total *= Of(factor);
            return total;
        }
    }
}
