using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Discretising;

/// <summary>The polynomial degree of an expression in chosen leaves.</summary>
public static class Degree
{
    /// <summary>The degree, or −1 where the expression is no polynomial in them.</summary>
    /// <param name="e">The expression.</param>
    /// <param name="isVariable">Which leaves count.</param>
    public static int Of(Expr e, Func<Expr, bool> isVariable) => Of(e, isVariable, []);

    private static int Of(Expr e, Func<Expr, bool> isVariable, Dictionary<Expr, int> known)
    {
        if (known.TryGetValue(e, out var degree))
            return degree;
        degree = isVariable(e) ? 1 : e switch
        {
            Sum s => s.Terms.Select(t => Of(t, isVariable, known)).Aggregate(0, (a, b) => a < 0 || b < 0 ? -1 : Math.Max(a, b)),
            Product p => p.Factors.Select(f => Of(f, isVariable, known)).Aggregate(0, (a, b) => a < 0 || b < 0 ? -1 : a + b),
            Power p => PowerOf(Of(p.Base, isVariable, known), Of(p.Exponent, isVariable, known), p.Exponent),
            _ => Substitution.Children(e).All(c => Of(c, isVariable, known) == 0) ? 0 : -1,
        };
        return known[e] = degree;
    }

    private static int PowerOf(int basis, int exponent, Expr n) =>
        (basis, exponent) switch
        {
            (0, 0) => 0,
            ( > 0, 0) when n is Number { Value: var v } && v.IsInteger && v.Sign > 0 && v.ToDouble() <= 64 => basis * (int)v.ToDouble(),
            _ => -1,
        };
}
