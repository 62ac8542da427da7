namespace Flows.Compiler.Functions;

/// <summary>erf and erfc to a few units in the last place.</summary>
/// <remarks>
/// The series with positive terms, Abramowitz and Stegun 7.1.6, below 2; the continued fraction 7.1.14 evaluated from the back for
/// erfc above 1. Written for reference and rare arguments, not for speed: kernels have their own.
/// </remarks>
internal static class ErrorFunction
{
    public static double Erf(double x) => Math.Abs(x) switch
    {
        < 2 => Series(x),
        // Also NaN.
        var a => double.IsNaN(a) ? x : Math.CopySign(1 - Tail(a), x),
    };

    public static double Erfc(double x) => x switch
    {
        double.NaN => x,
        < -2 => 2 - Tail(-x),
        < 0.75 => 1 - Series(x),
        _ => Tail(x),
    };

    // 2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (2n+1)!!
    private static double Series(double x)
    {
        var (term, sum) = (x, x);
        for (var n = 1; n < 80 && Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.Sqrt(Math.PI) * ExpOfMinusSquare(x) * sum;
    }

    // e^(−x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …))))
    private static double Tail(double x)
    {
        if (x > 28)
            return 0;
        var fraction = x;
        for (var n = (int)(20 + 260 / (x * x)); n > 0; n--)
            fraction = x + 0.5 * n / fraction;
        return ExpOfMinusSquare(x) / (Math.Sqrt(Math.PI) * fraction);
    }

    // x is split so that the square of its head is exact.
    private static double ExpOfMinusSquare(double x)
    {
        var head = Math.Round(x * 1048576) / 1048576;
        return Math.Exp(-head * head) * Math.Exp(-(x - head) * (x + head));
    }
}
