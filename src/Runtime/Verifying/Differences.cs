namespace Flows.Runtime.Verifying;

/// <summary>Central differences of eighth order with several steps: large ones err by the ninth derivative, small ones by round-off.</summary>
public static class Differences
{
    private static readonly double[] Weights = [4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280];

    /// <summary>The steps, as shares of the direction.</summary>
    public static ReadOnlySpan<double> Steps => [0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];

    /// <summary>f′(0).</summary>
    /// <param name="f">A function of ε, defined for |ε| ≤ 4 step.</param>
    /// <param name="step">The distance of two nodes.</param>
    public static double Rate(Func<double, double> f, double step)
    {
        ArgumentNullException.ThrowIfNull(f);
        var rate = 0.0;
        for (var k = 1; k <= Weights.Length; k++)
            rate += Weights[k - 1] * (f(k * step) - f(-k * step)) / step;
        return rate;
    }

    /// <summary>As <see cref="Rate"/>, of a vector.</summary>
    /// <param name="f">Writes the value at ε.</param>
    /// <param name="step">The distance of two nodes.</param>
    /// <param name="count">Entries of the vector.</param>
    public static double[] Rates(Action<double, double[]> f, double step, int count)
    {
        ArgumentNullException.ThrowIfNull(f);
        var (rates, value) = (new double[count], new double[count]);
        for (var k = -Weights.Length; k <= Weights.Length; k++)
        {
            if (k == 0)
                continue;
            f(k * step, value);
            var weight = Math.Sign(k) * Weights[Math.Abs(k) - 1] / step;
            for (var i = 0; i < count; i++)
                rates[i] += weight * value[i];
        }
        return rates;
    }
}
