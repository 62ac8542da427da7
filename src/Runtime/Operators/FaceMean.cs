namespace Flows.Runtime.Operators;

/// <summary>Means of two cell mobilities with their derivatives, one face at a time.</summary>
internal static class FaceMean
{
    /// <summary>Λ(l, r) = (r − l)/log(r/l) and its derivatives; 0 when either is not positive.</summary>
    public static double Logarithmic(double l, double r, out double byLeft, out double byRight)
    {
        byLeft = byRight = 0;
        if (!(l > 0 && r > 0))
            return 0;
        var x = (r - l) / (r + l);
        if (Math.Abs(x) < 0.01)
        {
            // Λ = (l + r)/2 φ(x), φ = x/artanh x = 1 − x²/3 − 4x⁴/45 − 44x⁶/945 − …; the next term is below 1e-17.
            var x2 = x * x;
            var phi = 1 - x2 * (1.0 / 3 + x2 * (4.0 / 45 + x2 * (44.0 / 945)));
            var slope = -x * (2.0 / 3 + x2 * (16.0 / 45 + x2 * (264.0 / 945)));
            byLeft = phi / 2 - slope * r / (l + r);
            byRight = phi / 2 + slope * l / (l + r);
            return (l + r) / 2 * phi;
        }
        var log = Math.Log(r / l);
        var mean = (r - l) / log;
        byLeft = (mean / l - 1) / log;
        byRight = (1 - mean / r) / log;
        return mean;
    }

    /// <summary>The Scharfetter–Gummel flux written as a mobility: with x = Δμ/T, s = log(r/l), y = x − s and B(x) = x/(eˣ − 1),
    /// T (B(−y) r − B(y) l) = M Δμ for M = l B(y)/B(x) = r B(−y)/B(−x) ≥ 0.</summary>
    /// <param name="l">Left mobility.</param>
    /// <param name="r">Right mobility.</param>
    /// <param name="jump">Δμ, right less left.</param>
    /// <param name="temperature">T.</param>
    /// <param name="byJump">∂(M Δμ)/∂Δμ.</param>
    /// <param name="byLeft">∂(M Δμ)/∂l.</param>
    /// <param name="byRight">∂(M Δμ)/∂r.</param>
    public static double ScharfetterGummel(double l, double r, double jump, double temperature,
        out double byJump, out double byLeft, out double byRight)
    {
        byJump = byLeft = byRight = 0;
        if (!(l > 0 && r > 0))
            return 0;
        var x = jump / temperature;
        var y = x - Math.Log(r / l);
        double plus = Bernoulli(y, out var plusSlope), minus = Bernoulli(-y, out var minusSlope);
        byJump = -minusSlope * r - plusSlope * l;
        byLeft = temperature * (byJump / l - plus);
        byRight = temperature * (minus - byJump / r);
        return x > 0 ? r * minus / Bernoulli(-x, out _) : l * plus / Bernoulli(x, out _);
    }

    private static double Bernoulli(double x, out double slope)
    {
        if (Math.Abs(x) < 0.02)
        {
            var x2 = x * x;
            slope = -0.5 + x * (1.0 / 6 - x2 * (1.0 / 180 - x2 / 5040));
            return 1 - x / 2 + x2 * (1.0 / 12 - x2 * (1.0 / 720 - x2 / 30240));
        }
        var value = x / (Math.Exp(x) - 1);
        slope = value / x * (1 - value - x);
        return value;
    }
}
