using CsCheck;
using Flows.Runtime.Linear;
using Flows.Runtime.Transport;

namespace Flows.Runtime.Tests.Transport;

public class PiecewiseConstantW2Tests
{
    private static readonly Gen<(double[] Nodes, double[] Masses)> Densities =
        from n in Gen.Int[1, 12]
        from widths in Gen.Double[0.01, 2].Array[n]
        from weights in Gen.Double[0.01, 1].Array[n]
        from start in Gen.Double[-3, 3]
        select Density(start, widths, weights);

    [Fact]
    public void Uniform_to_uniform_is_known()
    {
        // U[0,1] to U[2,4]: ∫(2 + z)² dz = 19/3, ∫(2 + z) dz = 5/2 (V29).
        double[] a = [0, 0.3, 1], massesA = [0.3, 0.7], b = [2, 2.5, 3.9, 4], massesB = [0.25, 0.7, 0.05];
        Assert.Equal(19.0 / 3, PiecewiseConstantW2.DistanceSquared(a, massesA, b, massesB), 1e-14);
        Assert.Equal(2.5, PiecewiseConstantW2.Distance1(a, massesA, b, massesB), 1e-14);
    }

    [Fact]
    public void A_gap_moves_no_mass()
    {
        // Each half moves by 1, one to the right, one to the left.
        double[] split = [0, 1, 3, 4], masses = [0.5, 0, 0.5], joined = [1, 3], one = [1];
        Assert.Equal(1, PiecewiseConstantW2.DistanceSquared(split, masses, joined, one), 1e-15);
        Assert.Equal(1, PiecewiseConstantW2.Distance1(split, masses, joined, one), 1e-15);
    }

    [Fact]
    public void Crossing_quantiles_are_integrated_exactly()
    {
        // U[−2, 2] to U[−1, 1]: d = 2z − 1 changes sign; W₁ = ½, W₂² = 1/3.
        double[] one = [1];
        Assert.Equal(0.5, PiecewiseConstantW2.Distance1([-2, 2], one, [-1, 1], one), 1e-15);
        Assert.Equal(1.0 / 3, PiecewiseConstantW2.DistanceSquared([-2, 2], one, [-1, 1], one), 1e-15);
    }

    [Fact]
    public void Different_masses_are_refused() =>
        Assert.Throws<ArgumentException>(() => PiecewiseConstantW2.DistanceSquared([0, 1], [1], [0, 1], [1.01]));

    [Fact]
    public void It_is_a_metric() =>
        Gen.Select(Densities, Densities, Densities).Sample((a, b, c) =>
        {
            var ab = W2(a, b);
            Assert.Equal(ab, W2(b, a), 1e-12);
            Assert.True(W2(a, c) <= ab + W2(b, c) + 1e-12);
            Assert.Equal(0, W2(a, a), 1e-12);
            Assert.True(PiecewiseConstantW2.Distance1(a.Nodes, a.Masses, b.Nodes, b.Masses) <= ab + 1e-12);
        });

    [Fact]
    public void With_the_same_masses_it_is_the_quantile_metric_and_its_matrix() =>
        Gen.Select(Densities, Gen.Double[0.2, 3]).Sample((a, stretch) =>
        {
            var y = a.Nodes.Select(x => Math.Sinh(stretch * x / 5)).ToArray();
            var metric = new QuantileMetric(a.Masses);
            var square = metric.DistanceSquared(a.Nodes, y);
            Assert.Equal(PiecewiseConstantW2.DistanceSquared(a.Nodes, a.Masses, y, a.Masses), square, 1e-12 * (1 + square));

            var gradient = new double[y.Length];
            metric.AddGradient(a.Nodes, y, 2, gradient);
            var product = gradient.Zip(a.Nodes.Zip(y), (g, pair) => g * (pair.First - pair.Second)).Sum();
            Assert.Equal(2 * square, product, 1e-12 * (1 + square));

            for (var band = 1; band <= 2; band++)
            {
                var matrix = new BandedMatrix(y.Length, band);
                metric.Fill(2, matrix);
                var image = new double[y.Length];
                matrix.MultiplyAdd(a.Nodes.Zip(y, (p, q) => p - q).ToArray(), image);
                for (var i = 0; i < y.Length; i++)
                    Assert.Equal(gradient[i], image[i], 1e-12 * (1 + square));
            }
        });

    [Fact]
    public void Moments_are_those_of_the_density()
    {
        // ½ on [0, 1] and ½ on [3, 4].
        double[] nodes = [0, 1, 3, 4], masses = [0.5, 0, 0.5];
        Assert.Equal(2, QuantileMoments.Mean(nodes, masses), 1e-15);
        Assert.Equal(1.5 * 1.5 + 1.0 / 12, QuantileMoments.Variance(nodes, masses), 1e-15);
    }

    [Fact]
    public void A_remap_keeps_mass_and_the_distribution_function_at_grid_nodes() =>
        Gen.Select(Densities, Gen.Int[1, 40]).Sample((a, cells) =>
        {
            const double Left = -3.5, Right = 28;
            var grid = new double[cells];
            QuantileRemap.ToGrid(a.Nodes, a.Masses, Left, Right, grid);
            var width = (Right - Left) / cells;
            var sum = 0.0;
            for (var j = 0; j < cells; j++)
            {
                Assert.True(grid[j] >= 0);
                sum += grid[j] * width;
                Assert.Equal(MassLeftOf(a, Left + (j + 1) * width), sum, 1e-13);
            }

            Assert.Equal(1, sum, 1e-13);
        });

    private static double MassLeftOf((double[] Nodes, double[] Masses) a, double x)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Masses.Length; i++)
            sum += a.Masses[i] * Math.Clamp((x - a.Nodes[i]) / (a.Nodes[i + 1] - a.Nodes[i]), 0, 1);
        return sum;
    }

    private static double W2((double[] Nodes, double[] Masses) a, (double[] Nodes, double[] Masses) b) =>
        Math.Sqrt(PiecewiseConstantW2.DistanceSquared(a.Nodes, a.Masses, b.Nodes, b.Masses));

    private static (double[] Nodes, double[] Masses) Density(double start, double[] widths, double[] weights)
    {
        var nodes = new double[widths.Length + 1];
        nodes[0] = start;
        for (var i = 0; i < widths.Length; i++)
            nodes[i + 1] = nodes[i] + widths[i];
        var total = weights.Sum();
        return (nodes, [.. weights.Select(w => w / total)]);
    }
}
