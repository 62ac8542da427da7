using System.Diagnostics;

namespace Flows.Compiler.Symbolics;

/// <summary>An interval that holds all values of an expression.</summary>
public static class IntervalEvaluator
{
    /// <summary>The values while the leaves run through intervals; a leaf for which there is none may take any value.</summary>
    public static Interval Over(Expr expression, Func<Expr, Interval?> leaf) => Over(expression, leaf, []);

    private static Interval Over(Expr e, Func<Expr, Interval?> leaf, Dictionary<Expr, Interval> memo)
    {
        Work.Spend(2);
        if (memo.TryGetValue(e, out var known))
            return known;
        var interval = e switch
        {
            Number n => OfNumber(n.Value),
            Constant c => double.IsInfinity(c.Value) ? Interval.Only(c.Value) : Interval.Only(c.Value).Widen(1),
            StateValue v => leaf(v) ?? (v.State.IsDensity ? Interval.NonNegative : Interval.Everything),
            Symbol or Coordinate or Time or Component or Load or Scalar or Reduced => leaf(e) ?? Interval.Everything,
            Integral i => leaf(e) ?? (Signs.IsNonNegative(i.Body) ? Interval.NonNegative : Interval.Everything),
            TransportDistance => leaf(e) ?? Interval.NonNegative,
            Gradient or DivGrad or Divergence or TransportPotential => leaf(e) ?? Interval.Everything,
            Named d => leaf(d) ?? Of(d.Definition),
            Sum s => s.Terms.AsSpan().ToArray().Select(Of).Aggregate((a, b) => a + b),
            Product p => p.Factors.AsSpan().ToArray().Select(Of).Aggregate((a, b) => a * b),
            Power { Exponent: Number { Value: { IsInteger: true } n } } p when n.Abs() < 1 << 30 => Of(p.Base).Pow((int)n.Numerator),
            Power p => Of(p.Base).Pow(Of(p.Exponent)),
            Flows.Compiler.Symbolics.Apply a => a.Function.Range([.. a.Arguments.Select(Of)]),
            Conditional c => Of(c.Then).Union(Of(c.Else)),
            _ => throw new UnreachableException(),
        };
        memo[e] = interval;
        return interval;

        Interval Of(Expr part) => Over(part, leaf, memo);
    }

    private static Interval OfNumber(Rational value)
    {
        var nearest = value.ToDouble();
        if (double.IsFinite(nearest) && Rational.FromDouble(nearest) == value)
            return Interval.Only(nearest);
        return Interval.Only(nearest).Widen(1);
    }
}
