using Flows.Compiler.Binding;
using Flows.Compiler.Discretising;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Analysis;

/// <summary>Polynomials of one variable with numbers for coefficients.</summary>
internal static class Polynomial
{
    private const int HighestDegree = 64;
    private const int Cells = 2048;

    /// <summary>The coefficients, of 1 first; null where the expression is no such polynomial.</summary>
    /// <param name="e">Without definitions.</param>
    /// <param name="variable">The variable.</param>
    public static double[]? Coefficients(Expr e, Expr variable)
    {
        if (Degree.Of(e, x => ReferenceEquals(x, variable)) is not (>= 0 and <= HighestDegree) || Substitution.Contains(e, x => x is StateValue or Coordinate or Time or Symbol or Gradient or Integral && !ReferenceEquals(x, variable)))
            return null;
        var expanded = Expansion.Expand(e);
        var found = new SortedDictionary<int, double>();
        foreach (var term in expanded is Sum s ? s.Terms : [expanded])
        {
            var degree = Degree.Of(term, x => ReferenceEquals(x, variable));
            var factor = Constants.Value(degree <= 0 ? term : term / Build.Power(variable, degree));
            if (degree < 0 || !double.IsFinite(factor))
                return null;
            found[degree] = found.GetValueOrDefault(degree) + factor;
        }
        return [.. Enumerable.Range(0, found.Keys.Max() + 1).Select(k => found.GetValueOrDefault(k))];
    }

    /// <summary>A number below all values on the line; −∞ where there is none, or no polynomial. Exact up to degree 2.</summary>
    /// <param name="e">Without definitions.</param>
    /// <param name="variable">The variable.</param>
    public static double LowerBound(Expr e, Expr variable)
    {
        if (Coefficients(e, variable) is not { } c)
            return double.NegativeInfinity;
        var n = c.Length - 1;
        if (n == 0)
            return c[0];
        if (n % 2 != 0 || c[n] <= 0)
            return double.NegativeInfinity;
        if (n == 2)
            return c[0] - c[1] * c[1] / (4 * c[2]);
        // Beyond Cauchy's radius the polynomial has the sign of its leading term.
        var radius = 1 + c.Take(n).Max(Math.Abs) / c[n];
        var least = 0.0;
        for (var i = 0; i < Cells; i++)
        {
            var x = new Interval(radius * (2.0 * i / Cells - 1), radius * (2.0 * (i + 1) / Cells - 1));
            least = Math.Min(least, Enumerable.Range(0, n + 1).Select(k => Interval.Only(c[k]) * x.Pow(k)).Aggregate((a, b) => a + b).Lower);
        }
        return least;
    }
}
