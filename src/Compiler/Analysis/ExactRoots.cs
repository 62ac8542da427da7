using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>Real roots of polynomials that are rational, or square roots of rationals: found as numbers, kept where they are exact.</summary>
internal static class ExactRoots
{
    private const int LargestDenominator = 1000;

    /// <summary>The roots in ascending order; those that are neither rational nor ±√rational are left out.</summary>
    /// <param name="e">Without definitions.</param>
    /// <param name="variable">Its variable.</param>
    public static Seq<Expr> Of(Expr e, Expr variable)
    {
        if (Polynomial.Coefficients(e, variable) is not { Length: > 1 } c)
            return [];
        var exact = Expansion.Expand(e);
        bool Vanishes(Expr x) => Expansion.Expand(Substitution.Replace(exact, part => ReferenceEquals(part, variable) ? x : null)) is Number { Value.IsZero: true };
        return [.. Real(c).Select(x => new[] { Fraction(x), Math.Sign(x) * Build.Sqrt(Fraction(x * x)) }.FirstOrDefault(Vanishes)).OfType<Expr>()];
    }

    // Between the roots of the derivative there is one at most.
    private static List<double> Real(double[] c)
    {
        var n = c.Length - 1;
        if (n == 1)
            return [-c[0] / c[1]];
        double At(double x) => c.Reverse().Aggregate(0.0, (sum, a) => sum * x + a);
        var radius = 1 + c.Take(n).Max(Math.Abs) / Math.Abs(c[n]);
        double[] stops = [-radius, .. Real([.. c.Skip(1).Select((a, k) => a * (k + 1))]), radius];
        var roots = new List<double>();
        for (var i = 0; i + 1 < stops.Length; i++)
        {
            var (low, high) = (stops[i], stops[i + 1]);
            if (Math.Abs(At(high)) <= 1e-13 * c.Select((a, k) => Math.Abs(a) * Math.Pow(Math.Abs(high), k)).Sum())
                low = high;
            else if (Math.Sign(At(low)) * Math.Sign(At(high)) >= 0)
                continue;
            for (var k = 0; k < 200 && low < high; k++)
            {
                var middle = (low + high) / 2;
                (low, high) = Math.Sign(At(middle)) == Math.Sign(At(low)) ? (middle, high) : (low, middle);
            }
            if (roots.Count == 0 || Math.Abs(roots[^1] - high) > 1e-9 * (1 + Math.Abs(high)))
                roots.Add((low + high) / 2);
        }
        return roots;
    }

    private static Expr Fraction(double x)
    {
        for (var q = 1; q <= LargestDenominator; q++)
            if (Math.Abs(x * q - Math.Round(x * q)) <= 1e-9 * Math.Max(1, Math.Abs(x * q)))
                return Build.Number(new Rational((long)Math.Round(x * q)) / new Rational(q));
        return Build.Number(x);
    }
}
