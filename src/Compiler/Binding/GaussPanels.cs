namespace Flows.Compiler.Binding;

/// <summary>Adaptive quadrature by halving panels of the 7-point Gauss–Legendre rule.</summary>
internal static class GaussPanels
{
    // Nodes and weights of the 7-point Gauss–Legendre rule on [-1, 1] (Abramowitz and Stegun, table 25.4).
    private static readonly double[] Nodes = [0, 0.405845151377397166906606412076961, 0.741531185599394439863864773280788, 0.949107912342758524526189684047851];
    private static readonly double[] Weights = [0.417959183673469387755102040816327, 0.381830050505118944950369775488975, 0.279705391489276667901467771423780, 0.129484966168869693270611432679082];

    /// <summary>∫ f over [low, high], cut into panels that are halved until they agree with their halves.</summary>
    /// <param name="f">The integrand.</param>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end.</param>
    /// <param name="panels">How many panels there are at first.</param>
    /// <param name="tolerance">The round-off that is let pass, from the sum of the absolute values of the first panels.</param>
    /// <param name="budget">Rules in all.</param>
    public static double Over(Func<double, double> f, double low, double high, int panels, Func<double, double> tolerance, int budget)
    {
        var h = (high - low) / panels;
        var whole = Enumerable.Range(0, panels).Select(i => Rule(f, low + i * h, low + (i + 1) * h)).ToArray();
        var allowed = tolerance(whole.Sum(Math.Abs));
        var sum = 0.0;
        for (var i = 0; i < panels; i++)
            sum += Refine(f, low + i * h, low + (i + 1) * h, whole[i], allowed, 0, ref budget);
        return sum;
    }

    /// <summary>∫ f over [a, b] by one rule.</summary>
    public static double Rule(Func<double, double> f, double a, double b)
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
