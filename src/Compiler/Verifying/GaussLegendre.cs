using System.Collections.Concurrent;

namespace Flows.Compiler.Verifying;

/// <summary>Gauss–Legendre quadrature on [0, 1] with any number of points.</summary>
public static class GaussLegendre
{
    private static readonly ConcurrentDictionary<int, (double[] Positions, double[] Weights)> Known = [];

    /// <summary>Positions, ascending, and weights of sum 1.</summary>
    /// <param name="points">How many, ≥ 1.</param>
    public static (double[] Positions, double[] Weights) Rule(int points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        return Known.GetOrAdd(points, Made);
    }

    // Roots of the Legendre polynomial by Newton's method from their asymptotic places.
    private static (double[] Positions, double[] Weights) Made(int n)
    {
        const int MostPasses = 100;
        var (x, w) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            var z = Math.Cos(Math.PI * (i + 0.75) / (n + 0.5));
            var slope = 0.0;
            for (var pass = 0; pass < MostPasses; pass++)
            {
                var (p, before) = (1.0, 0.0);
                for (var k = 0; k < n; k++)
                    (p, before) = (((2 * k + 1) * z * p - k * before) / (k + 1), p);
                slope = n * (z * p - before) / (z * z - 1);
                z -= p / slope;
                if (Math.Abs(p / slope) < 1e-16)
                    break;
            }
            (x[i], w[i]) = ((1 - z) / 2, 1 / ((1 - z * z) * slope * slope));
        }
        return (x, w);
    }
}
