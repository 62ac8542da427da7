using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Binding;

/// <summary>Integrals of expressions free of states, by adaptive Gauss quadrature.</summary>
internal static class NumericIntegral
{
    // Nodes and weights of the 7-point Gauss–Legendre rule on [-1, 1] (Abramowitz and Stegun, table 25.4).
    private static readonly double[] Nodes = [0, 0.405845151377397166906606412076961, 0.741531185599394439863864773280788, 0.949107912342758524526189684047851];
    private static readonly double[] Weights = [0.417959183673469387755102040816327, 0.381830050505118944950369775488975, 0.279705391489276667901467771423780, 0.129484966168869693270611432679082];

    private const int Deepest = 24;

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
            // 64 panels first, so that a narrow peak is not missed between the points of one rule; then each is halved until it
            // agrees with its halves to a share of the whole that round-off can hold.
            const int Panels = 64;
            var h = (high - low) / Panels;
            var coarse = Enumerable.Range(0, Panels).Select(i => Rule(F, low + i * h, low + (i + 1) * h)).ToArray();
            var tolerance = 1e-14 * coarse.Sum(Math.Abs) + 1e-300;
            return Enumerable.Range(0, Panels).Sum(i => Refine(F, low + i * h, low + (i + 1) * h, coarse[i], tolerance, 0));
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

    private static double Refine(Func<double, double> f, double a, double b, double whole, double tolerance, int depth)
    {
        var m = (a + b) / 2;
        var (left, right) = (Rule(f, a, m), Rule(f, m, b));
        return depth >= Deepest || !(Math.Abs(left + right - whole) > tolerance)
            ? left + right
            : Refine(f, a, m, left, tolerance, depth + 1) + Refine(f, m, b, right, tolerance, depth + 1);
    }
}
