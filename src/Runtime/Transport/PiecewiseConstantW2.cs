namespace Flows.Runtime.Transport;

/// <summary>
/// Wasserstein distances between two piecewise-constant densities on the line, exact to round-off: between the merged breaks of the two
/// distribution functions both quantile functions are linear in the mass. Both masses must be equal; the second is scaled by what
/// round-off leaves. Nothing is allocated; O(n).
/// </summary>
public static class PiecewiseConstantW2
{
    // A difference of masses above this is a mistake, not round-off of sums.
    private const double MassTolerance = 1e-9;

    /// <summary>W₂², mass × length².</summary>
    /// <param name="nodesA">[N + 1]: nodes of the first density, not decreasing.</param>
    /// <param name="massesA">[N]: its masses; cells of mass 0 are gaps.</param>
    /// <param name="nodesB">[K + 1]: nodes of the second density.</param>
    /// <param name="massesB">[K]: its masses.</param>
    public static double DistanceSquared(
        ReadOnlySpan<double> nodesA, ReadOnlySpan<double> massesA,
        ReadOnlySpan<double> nodesB, ReadOnlySpan<double> massesB) =>
        Integrate(nodesA, massesA, nodesB, massesB, squared: true);

    /// <summary>W₁, mass × length.</summary>
    /// <param name="nodesA">[N + 1]: nodes of the first density, not decreasing.</param>
    /// <param name="massesA">[N]: its masses; cells of mass 0 are gaps.</param>
    /// <param name="nodesB">[K + 1]: nodes of the second density.</param>
    /// <param name="massesB">[K]: its masses.</param>
    public static double Distance1(
        ReadOnlySpan<double> nodesA, ReadOnlySpan<double> massesA,
        ReadOnlySpan<double> nodesB, ReadOnlySpan<double> massesB) =>
        Integrate(nodesA, massesA, nodesB, massesB, squared: false);

    private static double Integrate(
        ReadOnlySpan<double> nodesA, ReadOnlySpan<double> massesA,
        ReadOnlySpan<double> nodesB, ReadOnlySpan<double> massesB, bool squared)
    {
        var scale = Scale(massesA, massesB);
        int i = 0, j = 0;
        // What is left of the mass of the current cells, from their left ends on.
        var leftA = massesA[0];
        var leftB = massesB[0] * scale;
        double sum = 0, lost = 0;
        while (true)
        {
            while (leftA <= 0)
            {
                if (++i == massesA.Length)
                    return sum;
                leftA = massesA[i];
            }

            while (leftB <= 0)
            {
                if (++j == massesB.Length)
                    return sum;
                leftB = massesB[j] * scale;
            }

            var part = Math.Min(leftA, leftB);
            var cellB = massesB[j] * scale;
            var start = Position(nodesA, i, leftA / massesA[i]) - Position(nodesB, j, leftB / cellB);
            leftA -= part;
            leftB -= part;
            var end = Position(nodesA, i, leftA / massesA[i]) - Position(nodesB, j, leftB / cellB);
            var term = part * (squared ? MeanSquare(start, end) : MeanSize(start, end));
            // Kahan's sum: the parts range over many decades.
            var corrected = term - lost;
            var next = sum + corrected;
            lost = next - sum - corrected;
            sum = next;
        }
    }

    private static double Scale(ReadOnlySpan<double> massesA, ReadOnlySpan<double> massesB)
    {
        double a = 0, b = 0;
        foreach (var mass in massesA)
            a += mass;
        foreach (var mass in massesB)
            b += mass;
        if (!(Math.Abs(a - b) <= MassTolerance * Math.Abs(a)))
            throw new ArgumentException("The two densities have different masses.", nameof(massesB));
        return a / b;
    }

    private static double Position(ReadOnlySpan<double> nodes, int cell, double fractionLeft) =>
        nodes[cell + 1] - fractionLeft * (nodes[cell + 1] - nodes[cell]);

    internal static double MeanSquare(double a, double b) => (a * a + a * b + b * b) / 3;

    // The mean of |a + s(b − a)| over s in [0, 1].
    internal static double MeanSize(double a, double b) =>
        a * b >= 0 ? Math.Abs(a + b) / 2 : (a * a + b * b) / (2 * Math.Abs(b - a));
}
