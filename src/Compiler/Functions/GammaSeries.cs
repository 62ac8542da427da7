namespace Flows.Compiler.Functions;

/// <summary>The gamma function and the derivatives of its logarithm, to about 1e-15.</summary>
/// <remarks>
/// Stirling's series with Bernoulli numbers (Abramowitz and Stegun 6.1.40, 6.3.18, 6.4.11) above 16, to where smaller arguments are
/// shifted by the recurrence; reflection (6.1.17) below 1/2.
/// </remarks>
internal static class GammaSeries
{
    private const double Far = 16;

    // B₂, B₄, …
    private static readonly double[] Bernoulli =
        [1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510, 43867.0 / 798, -174611.0 / 330];

    private static readonly double[] Factorials = [.. Enumerable.Range(0, 171).Select(Factorial)];

    public static double Gamma(double x)
    {
        if (double.IsNaN(x) || double.IsNegativeInfinity(x))
            return double.NaN;
        if (x > 171.7)
            return double.PositiveInfinity;
        if (x == Math.Floor(x))
            return x > 0 ? Factorials[(int)x - 1] : x == 0 ? 1 / x : double.NaN;
        if (x < 0.5)
            return x < -185 ? 0.0 : Math.PI / (SinePi(x) * Gamma(1 - x));
        var (product, z) = (1.0, x);
        while (z < Far)
            product *= z++;
        // z is a rounded x + n; what was lost comes back with the derivative, Γ′/Γ ≈ log z.
        var lost = x - (z - Math.Round(z - x));
        var half = Math.Pow(z, 0.5 * z - 0.25);
        var stirling = Math.Sqrt(2 * Math.PI) * half * Math.Exp(-z) * half * Math.Exp(Correction(z));
        return stirling * (1 + lost * Math.Log(z)) / product;
    }

    public static double LogGamma(double x)
    {
        if (double.IsNaN(x) || double.IsInfinity(x))
            return double.IsNaN(x) ? x : double.PositiveInfinity;
        if (x <= 0 && x == Math.Floor(x))
            return double.PositiveInfinity;
        if (x < 0.5)
            return x > -20 && x is not (> -1e-300 and < 1e-300) ? Math.Log(Math.Abs(Gamma(x))) : Math.Log(Math.PI / Math.Abs(SinePi(x))) - LogGamma(1 - x);
        return x < Far ? Math.Log(Gamma(x)) : (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + Correction(x);
    }

    public static double Digamma(double x)
    {
        if (double.IsNaN(x) || double.IsInfinity(x))
            return x > 0 ? x : double.NaN;
        if (x <= 0 && x == Math.Floor(x))
            return double.NaN;
        // ψ(1 − x) − ψ(x) = π cot πx
        if (x < -8)
            return Digamma(1 - x) - Math.PI * CosinePi(x) / SinePi(x);
        var sum = 0.0;
        for (; x < Far; x++)
            sum -= 1 / x;
        var (square, series) = (1 / (x * x), 0.0);
        for (var k = Bernoulli.Length; k >= 1; k--)
            series = square * (series + Bernoulli[k - 1] / (2 * k));
        return sum + (Math.Log(x) - 0.5 / x - series);
    }

    public static double Polygamma(int n, double x)
    {
        if (n == 0)
            return Digamma(x);
        if (double.IsNaN(x) || x <= 0 && x == Math.Floor(x) || x < -1e5)
            return double.NaN;
        // (−1)^(n+1) (Σ n!/(x + k)^(n+1) + (n−1)!/z^n + n!/(2 z^(n+1)) + Σ B₂ₖ (2k+n−1)!/((2k)! z^(2k+n)))
        var sum = 0.0;
        for (; x < Far + n; x++)
            sum += Factorials[n] / Math.Pow(x, n + 1);
        var tail = Factorials[n - 1] / Math.Pow(x, n) + Factorials[n] / (2 * Math.Pow(x, n + 1));
        for (var k = 1; k <= Bernoulli.Length; k++)
            tail += Bernoulli[k - 1] * (Factorials[2 * k + n - 1] / Factorials[2 * k]) / Math.Pow(x, 2 * k + n);
        return n % 2 == 0 ? -(sum + tail) : sum + tail;
    }

    // Σ B₂ₖ / (2k (2k − 1) z^(2k−1))
    private static double Correction(double z)
    {
        var (square, series) = (1 / (z * z), 0.0);
        for (var k = Bernoulli.Length; k >= 1; k--)
            series = series * square + Bernoulli[k - 1] / (2 * k * (2 * k - 1));
        return series / z;
    }

    private static double SinePi(double x) => double.SinPi(x);

    private static double CosinePi(double x) => double.CosPi(x);

    private static double Factorial(int n)
    {
        System.Numerics.BigInteger product = 1;
        for (var k = 2; k <= n; k++)
            product *= k;
        return (double)product;
    }
}
