using Flows.Compiler.Binding;

namespace Flows.Agreement.Tests.Reference;

/// <summary>
/// The nodes of one axis with a dense matrix that differentiates and weights that integrate: Legendre, Gauss and Lobatto's between sides, evenly
/// spaced around a circle. Both are exact for what they interpolate, so that a smooth function has some ten digits on thirty nodes.
/// </summary>
internal sealed class AxisNodes
{
    private AxisNodes(double[] at, double[] weights, double[,] derivative, bool isPeriodic) =>
        (At, Weights, Derivative, IsPeriodic) = (at, weights, derivative, isPeriodic);

    /// <summary>The nodes, ascending; both sides among them unless the axis is a circle.</summary>
    public double[] At { get; }

    /// <summary>∫f ≈ Σ w f.</summary>
    public double[] Weights { get; }

    /// <summary>f′ at node i is Σ D[i, j] f(j).</summary>
    public double[,] Derivative { get; }

    /// <summary>Whether the axis is a circle.</summary>
    public bool IsPeriodic { get; }

    /// <summary>How many there are.</summary>
    public int Count => At.Length;

    /// <summary>The nodes of an axis.</summary>
    public static AxisNodes Of(AxisModel axis, int count) => axis.IsPeriodic ? Circle(axis, count) : Line(axis, count);

    /// <summary>The value of the interpolant at a place.</summary>
    public double Interpolate(Func<int, double> values, double x)
    {
        var (above, below) = (0.0, 0.0);
        for (var i = 0; i < Count; i++)
        {
            var d = x - At[i];
            if (Math.Abs(d) < 1e-13 * (1 + Math.Abs(x)))
                return values(i);
            double weight;
            if (IsPeriodic)
            {
                // Berrut's: (−1)^i cot or csc of half the angle, as the count is even or odd.
                var half = Math.PI * d / Period;
                weight = (i % 2 == 0 ? 1 : -1) * (Count % 2 == 0 ? 1 / Math.Tan(half) : 1 / Math.Sin(half));
            }
            else
            {
                weight = Barycentric(At, i) / d;
            }
            above += weight * values(i);
            below += weight;
        }
        return above / below;
    }

    private double Period => Weights.Sum();

    // Fourier's, of an even number of points: Trefethen, Spectral Methods in Matlab (2000), ch. 3.
    private static AxisNodes Circle(AxisModel axis, int count)
    {
        var n = count + count % 2;
        var scale = 2 * Math.PI / axis.Length;
        var d = new double[n, n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                d[i, j] = i == j ? 0 : scale * ((i - j) % 2 == 0 ? 0.5 : -0.5) / Math.Tan((i - j) * Math.PI / n);
        return new AxisNodes([.. Enumerable.Range(0, n).Select(i => axis.Low + axis.Length * i / n)], [.. Enumerable.Repeat(axis.Length / n, n)], d, true);
    }

    private static AxisNodes Line(AxisModel axis, int count)
    {
        var m = count - 1;
        var x = new double[count];
        var w = new double[count];
        for (var i = 0; i < count; i++)
        {
            // The zeros of (1 − x²) P′_m by Newton's method from Chebyshev's.
            var s = -Math.Cos(Math.PI * i / m);
            for (var k = 0; k < 50 && i > 0 && i < m; k++)
            {
                var (p, slope) = Legendre(m, s);
                var curvature = (2 * s * slope - m * (m + 1) * p) / (1 - s * s);
                var step = slope / curvature;
                s -= step;
                if (Math.Abs(step) < 1e-15)
                    break;
            }
            var value = Legendre(m, s).Value;
            x[i] = axis.Low + axis.Length * (s + 1) / 2;
            w[i] = axis.Length / 2 * 2 / (m * (m + 1) * value * value);
        }
        (x[0], x[m]) = (axis.Low, axis.High);
        var d = new double[count, count];
        var b = Enumerable.Range(0, count).Select(i => Barycentric(x, i)).ToArray();
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
                if (i != j)
                    d[i, j] = b[j] / b[i] / (x[i] - x[j]);
            // Rows sum to 0, so that constants have no derivative.
            d[i, i] = -Enumerable.Range(0, count).Where(j => j != i).Sum(j => d[i, j]);
        }
        return new AxisNodes(x, w, d, false);
    }

    private static (double Value, double Slope) Legendre(int m, double x)
    {
        var (before, p) = (1.0, x);
        for (var k = 2; k <= m; k++)
            (before, p) = (p, ((2 * k - 1) * x * p - (k - 1) * before) / k);
        return (p, Math.Abs(x) == 1 ? 0 : m * (before - x * p) / (1 - x * x));
    }

    private static double Barycentric(double[] x, int i)
    {
        var product = 1.0;
        var scale = 4 / (x[^1] - x[0]);
        for (var j = 0; j < x.Length; j++)
            if (j != i)
                product *= scale * (x[i] - x[j]);
        return 1 / product;
    }
}
