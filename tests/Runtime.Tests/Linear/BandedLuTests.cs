using Flows.Runtime.Linear;

namespace Flows.Runtime.Tests.Linear;

public sealed class BandedLuTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    [InlineData(101, 1)]
    [InlineData(200, 1)]
    [InlineData(1, 2)]
    [InlineData(57, 2)]
    [InlineData(60, 0)]
    [InlineData(60, 3)]
    [InlineData(61, 4)]
    public void Solves_a_dominant_system_without_exchanges(int n, int w)
    {
        var (a, x, b) = System(n, w, dominance: 2 * w + 1, seed: n);
        var lu = new BandedLu(n, w);
        Assert.True(lu.TryFactor(a));
        Assert.False(lu.IsPivoted);
        lu.Solve(b);
        for (var i = 0; i < n; i++)
            Assert.Equal(x[i], b[i], 1e-13);   // condition below 10
    }

    [Theory]
    [InlineData(40, 1)]
    [InlineData(41, 2)]
    [InlineData(42, 3)]
    public void Exchanges_rows_where_a_pivot_vanishes(int n, int w)
    {
        var (a, x, _) = System(n, w, dominance: 0, seed: 3 * n);
        a[0, 0] = 0;
        if (n > 20)
            a[20, 20] = 1e-300;
        var b = new double[n];
        a.MultiplyAdd(x, b);
        var lu = new BandedLu(n, w);
        Assert.True(lu.TryFactor(a));
        Assert.True(lu.IsPivoted);
        lu.Solve(b);
        var back = new double[n];
        a.MultiplyAdd(b, back);
        var wanted = new double[n];
        a.MultiplyAdd(x, wanted);
        for (var i = 0; i < n; i++)
            Assert.Equal(wanted[i], back[i], 1e-10);   // backward error: rounding times the growth of pivoting
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Says_so_when_the_matrix_is_singular_or_not_finite(int w)
    {
        var lu = new BandedLu(10, w);
        Assert.False(lu.TryFactor(new BandedMatrix(10, w)));
        var (a, _, _) = System(10, w, 2 * w + 1, 1);
        a[5, 5] = double.NaN;
        Assert.False(lu.TryFactor(a));
    }

    [Fact]
    public void Gmres_mends_what_the_band_leaves_out()
    {
        var n = 100;
        var (a, x, _) = System(n, 1, 4, 7);
        var map = new Cyclic(a);
        var b = new double[n];
        map.Apply(x, b);
        var lu = new BandedLu(n, 1);
        lu.TryFactor(a);
        var gmres = new Gmres(n);
        var found = new double[n];
        Assert.True(gmres.Solve(map, lu, b, found, 1e-13) <= 1e-13);
        Assert.InRange(gmres.Iterations, 1, 4);   // the corners have rank 2: two vectors besides the identity
        for (var i = 0; i < n; i++)
            Assert.Equal(x[i], found[i], 1e-12);
    }

    [Fact]
    public void Gmres_goes_on_over_a_restart()
    {
        var n = 100;
        var (a, x, _) = System(n, 1, 3, 7);
        var map = new Cyclic(a);
        var b = new double[n];
        map.Apply(x, b);
        var unit = new BandedMatrix(n, 1);
        for (var i = 0; i < n; i++)
            unit[i, i] = 1;
        var lu = new BandedLu(n, 1);
        lu.TryFactor(unit);
        var gmres = new Gmres(n, 5);
        var found = new double[n];
        gmres.Solve(map, lu, b, found, 1e-12);
        Assert.True(gmres.Iterations > 5);
        for (var i = 0; i < n; i++)
            Assert.Equal(x[i], found[i], 1e-10);
    }

    private static (BandedMatrix A, double[] X, double[] B) System(int n, int w, double dominance, int seed)
    {
        var random = new Random(seed);
        var a = new BandedMatrix(n, w);
        var x = new double[n];
        for (var i = 0; i < n; i++)
        {
            x[i] = random.NextDouble() - 0.5;
            for (var j = Math.Max(0, i - w); j <= Math.Min(n - 1, i + w); j++)
                a[i, j] = 2 * random.NextDouble() - 1;
            a[i, i] += dominance;
        }
        var b = new double[n];
        a.MultiplyAdd(x, b);
        return (a, x, b);
    }

    private sealed class Cyclic(BandedMatrix band) : ILinearMap
    {
        public void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            y.Clear();
            band.MultiplyAdd(x, y);
            y[0] += 0.7 * x[^1];
            y[^1] -= 0.9 * x[0];
        }
    }
}
