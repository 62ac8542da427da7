namespace Flows.Compiler.Tables;

/// <summary>The inverse of the standard normal distribution function, relative error about 1e-16 (Wichura, AS 241, 1988).</summary>
/// <remarks>Made of sums, products, quotients and roots only, which IEEE 754 rounds alike everywhere: a sample is the same on every machine.</remarks>
public static class NormalQuantile
{
    private static readonly double[] A =
        [2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e0];

    private static readonly double[] B =
        [5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4, 5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1];

    private static readonly double[] C =
        [7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0, 4.63033784615654529590e0, 1.42343711074968357734e0];

    private static readonly double[] D =
        [1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0, 2.05319162663775882187e0, 1];

    private static readonly double[] E =
        [2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0, 5.46378491116411436990e0, 6.65790464350110377720e0];

    private static readonly double[] F =
        [2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1];

    /// <summary>The z with P(Z &lt;= z) = p.</summary>
    /// <param name="p">In (0, 1).</param>
    public static double Of(double p)
    {
        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var inner = 0.180625 - q * q;
            return q * Ratio(A, B, inner);
        }
        var r = Math.Sqrt(-Log(q < 0 ? p : 1 - p));
        var tail = r <= 5 ? Ratio(C, D, r - 1.6) : Ratio(E, F, r - 5);
        return q < 0 ? -tail : tail;
    }

    private static double Ratio(double[] above, double[] below, double x)
    {
        var (a, b) = (above[0], below[0]);
        for (var i = 1; i < above.Length; i++)
            (a, b) = (a * x + above[i], b * x + below[i]);
        return a / b;
    }

    // log(m·2^k) = k·log 2 + 2·artanh((m − 1)/(m + 1)), m in [√½, √2): the series ends below a rounding.
    private static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFFL) | 0x3FF0000000000000L);
        if (m > 1.4142135623730951)
            (m, exponent) = (m / 2, exponent + 1);
        var s = (m - 1) / (m + 1);
        var (square, sum) = (s * s, 0.0);
        for (var k = 23; k >= 1; k -= 2)
            sum = sum * square + 1.0 / k;
        return exponent * 0.69314718055994530942 + 2 * s * sum;
    }
}
