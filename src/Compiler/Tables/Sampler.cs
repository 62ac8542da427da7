using Flows.Compiler.Binding;
using Flows.Language;

namespace Flows.Compiler.Tables;

/// <summary>Draws rows from mixtures; the same on every machine.</summary>
public static class Sampler
{
    /// <summary>Independent draws, one array a coordinate.</summary>
    /// <param name="mixture">What is drawn from.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="seed">The seed of <see cref="SplitMix64"/>: row i takes the numbers i·(d + 1) to i·(d + 1) + d, the first for its component.</param>
    public static Seq<double[]> Draw(MixtureModel mixture, int count, long seed)
    {
        var d = mixture.Components[0].First.Count;
        var columns = Enumerable.Range(0, d).Select(_ => new double[count]).ToArray();
        var factors = mixture.Components.Select(c => c.IsNormal && c.Second.Count == d * d && d > 1 ? Cholesky(c.Second, d) : null).ToArray();
        var row = new double[d];
        for (long i = 0; i < count; i++)
        {
            var k = Component(mixture, SplitMix64.Unit(seed, i * (d + 1)));
            for (var j = 0; j < d; j++)
                row[j] = SplitMix64.Unit(seed, i * (d + 1) + 1 + j);
            for (var j = 0; j < d; j++)
                columns[j][i] = Coordinate(mixture.Components[k], factors[k], row, j);
        }
        return [.. columns];
    }

    private static int Component(MixtureModel mixture, double u)
    {
        var (k, below) = (0, mixture.Components[0].Weight);
        while (u >= below && k + 1 < mixture.Components.Count)
            below += mixture.Components[++k].Weight;
        return k;
    }

    private static double Coordinate(MixtureComponent c, double[,]? factor, double[] u, int j)
    {
        if (!c.IsNormal)
            return c.First[j] + (c.Second[j] - c.First[j]) * u[j];
        if (factor is null)
            return c.First[j] + c.Second[j] * NormalQuantile.Of(u[j]);
        var value = c.First[j];
        for (var k = 0; k <= j; k++)
            value += factor[j, k] * NormalQuantile.Of(u[k]);
        return value;
    }

    // L with L Lᵀ the covariance; DistributionBinder accepts only positive definite ones.
    private static double[,] Cholesky(Seq<double> covariance, int d)
    {
        var l = new double[d, d];
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = covariance[i * d + j];
                for (var k = 0; k < j; k++)
                    rest -= l[i, k] * l[j, k];
                l[i, j] = i == j ? Math.Sqrt(rest) : rest / l[j, j];
            }
        }
        return l;
    }
}
