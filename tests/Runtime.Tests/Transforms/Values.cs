namespace Flows.Runtime.Tests.Transforms;

/// <summary>Random values, and nearness in the mean square.</summary>
internal static class Values
{
    /// <summary>Between −½ and ½.</summary>
    public static double[] Random(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
    }

    /// <summary>|actual − expected| ≤ bound |expected|, Euclidean norms.</summary>
    public static void AssertNear(double[] expected, double[] actual, double bound)
    {
        Assert.Equal(expected.Length, actual.Length);
        double error = 0, norm = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            error += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        Assert.True(Math.Sqrt(error) <= bound * Math.Sqrt(norm), FormattableString.Invariant($"n = {expected.Length}: {Math.Sqrt(error / norm):e2} > {bound:e2}"));
    }
}
