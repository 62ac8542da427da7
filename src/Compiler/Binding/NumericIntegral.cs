using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Binding;

/// <summary>Integrals of expressions free of states, by adaptive Gauss quadrature.</summary>
public static class NumericIntegral
{
    // Nodes and weights of the 7-point Gauss–Legendre rule on [-1, 1] (Abramowitz and Stegun, table 25.4).
    private static readonly double[] Nodes = [0, 0.405845151377397166906606412076961, 0.741531185599394439863864773280788, 0.949107912342758524526189684047851];
    private static readonly double[] Weights = [0.417959183673469387755102040816327, 0.381830050505118944950369775488975, 0.279705391489276667901467771423780, 0.129484966168869693270611432679082];

    private const int Panels = 64;

    // Rules in all: enough for a few dozen jumps, little enough for an integrand that is noise everywhere.
    private const int MostRules = 20_000;

    /// <summary>∫ e over [low, high]; NaN where e has no value.</summary>
    /// <param name="e">Free of states.</param>
    /// <param name="point">The point whose first coordinate is integrated over.</param>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end.</param>
    public static double Over(Expr e, Point point, double low, double high)
    {
        double F(double x) => Evaluation.Evaluate(e, leaf =>
            leaf is Coordinate c && c.Point == point ? x
            : leaf is Symbol s && s.Name.StartsWith(InitialForms.NoisePrefix, StringComparison.Ordinal) ? 0
            : null);
        try
        {
            // 64 panels first, so that a narrow peak is not missed between the points of one rule.
            var h = (high - low) / Panels;
            var whole = Enumerable.Range(0, Panels).Select(i => Rule(F, low + i * h, low + (i + 1) * h)).ToArray();
            // Round-off is judged against the whole integral: where the integrand is tiny its own digits may all be noise.
            var tolerance = 1e-16 * whole.Sum(Math.Abs);
            var budget = MostRules;
            var sum = 0.0;
            for (var i = 0; i < Panels; i++)
                sum += Refine(F, low + i * h, low + (i + 1) * h, whole[i], tolerance, 0, ref budget);
            return sum;
        }
        catch (ArgumentException)
        {
            return double.NaN;
        }
    }

    private static double Rule(Func<double, double> f, double a, double b)
    {
        var (m, r) = ((a + b) / 2, (b - a) / 2);
        var sum = Weights[0] * f(m);
        for (var k = 1; k < Nodes.Length; k++)
            sum += Weights[k] * (f(m - r * Nodes[k]) + f(m + r * Nodes[k]));
        return sum * r;
    }

    private static double Refine(Func<double, double> f, double a, double b, double whole, double tolerance, int depth, ref int budget)
    {
        var m = (a + b) / 2;
        var (left, right) = (Rule(f, a, m), Rule(f, m, b));
        budget -= 2;
        return depth >= 30 || budget <= 0 || !double.IsFinite(left + right) || Math.Abs(left + right - whole) <= 1e-15 * (Math.Abs(left) + Math.Abs(right)) + tolerance
            ? left + right
            : Refine(f, a, m, left, tolerance, depth + 1, ref budget) + Refine(f, m, b, right, tolerance, depth + 1, ref budget);
    }
}
