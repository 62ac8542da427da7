namespace Flows.Runtime.Transport;

/// <summary>
/// The cost of transport between two piecewise-constant densities on a circle. A plan that keeps the cyclic order moves the mass s to the
/// mass s − θ for one θ, going round the circle with it; the cost is convex in θ, so the best is found by sections.
/// </summary>
/// <remarks>Delon, Salomon, Sobolevski, SIAM J. Appl. Math. 70 (2010) 2239.</remarks>
public static class CircularDistance
{
    // Of a convex function: its least value is then known to round-off.
    private const int Sections = 60;
    private static readonly double Golden = (Math.Sqrt(5) - 1) / 2;

    /// <summary>min ∫ |x − y|^p, the distance on the circle: mass × length^p.</summary>
    /// <param name="nodesA">[N + 1]: nodes of the first density within one turn, not decreasing.</param>
    /// <param name="massesA">[N]: its masses; cells of mass 0 are gaps.</param>
    /// <param name="nodesB">[K + 1]: nodes of the second density.</param>
    /// <param name="massesB">[K]: its masses, of the same sum.</param>
    /// <param name="length">Of the circle.</param>
    /// <param name="power">p: 1 or 2.</param>
    public static double Cost(
        ReadOnlySpan<double> nodesA, ReadOnlySpan<double> massesA, ReadOnlySpan<double> nodesB, ReadOnlySpan<double> massesB, double length, int power)
    {
        double a = 0, b = 0;
        foreach (var mass in massesA)
            a += mass;
        foreach (var mass in massesB)
            b += mass;
        if (!(a > 0 && b > 0))
            return double.NaN;
        // No mass goes further than half round: θ is within one turn.
        var (low, high) = (-1.0, 1.0);
        var (left, right) = (high - Golden * (high - low), low + Golden * (high - low));
        var atLeft = At(left, nodesA, massesA, a, nodesB, massesB, b, length, power);
        var atRight = At(right, nodesA, massesA, a, nodesB, massesB, b, length, power);
        for (var i = 0; i < Sections; i++)
        {
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - Golden * (high - low);
                atLeft = At(left, nodesA, massesA, a, nodesB, massesB, b, length, power);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + Golden * (high - low);
                atRight = At(right, nodesA, massesA, a, nodesB, massesB, b, length, power);
            }
        }
        // No turn at all is what two equal densities need, exactly.
        return a * Math.Min(Math.Min(atLeft, atRight), At(0, nodesA, massesA, a, nodesB, massesB, b, length, power));
    }

    // ∫ |A(s) − B(s − θ)|^p over s in [0, 1], both quantile functions linear in the mass between their breaks.
    private static double At(
        double theta, ReadOnlySpan<double> nodesA, ReadOnlySpan<double> massesA, double totalA,
        ReadOnlySpan<double> nodesB, ReadOnlySpan<double> massesB, double totalB, double length, int power)
    {
        var turns = Math.Floor(-theta);
        var (j, skipped) = (0, -theta - turns);
        while (j < massesB.Length - 1 && skipped >= massesB[j] / totalB)
            skipped -= massesB[j++] / totalB;
        var offset = turns * length;
        var leftB = Math.Max(0, massesB[j] / totalB - skipped);
        double sum = 0, lost = 0;
        for (var i = 0; i < massesA.Length; i++)
        {
            var leftA = massesA[i] / totalA;
            while (leftA > 0)
            {
                while (leftB <= 0)
                {
                    if (++j == massesB.Length)
                        (j, offset) = (0, offset + length);
                    leftB = massesB[j] / totalB;
                }
                var part = Math.Min(leftA, leftB);
                var (cellA, cellB) = (massesA[i] / totalA, massesB[j] / totalB);
                var start = Position(nodesA, i, leftA / cellA) - Position(nodesB, j, leftB / cellB) - offset;
                leftA -= part;
                leftB -= part;
                var end = Position(nodesA, i, leftA / cellA) - Position(nodesB, j, leftB / cellB) - offset;
                var term = part * (power == 2 ? PiecewiseConstantW2.MeanSquare(start, end) : PiecewiseConstantW2.MeanSize(start, end)) - lost;
                // Kahan's sum: the parts range over many decades.
                var next = sum + term;
                lost = next - sum - term;
                sum = next;
            }
        }
        return sum;
    }

    private static double Position(ReadOnlySpan<double> nodes, int cell, double fractionLeft) => nodes[cell + 1] - fractionLeft * (nodes[cell + 1] - nodes[cell]);
}
