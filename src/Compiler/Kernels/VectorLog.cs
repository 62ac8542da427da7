namespace Flows.Compiler.Kernels;

/// <summary>
/// log x = k ln 2 + log m with √½ ≤ m &lt; √2, f = m − 1, s = f / (2 + f), log m = 2 artanh s = f − f²/2 + s (f²/2 + R(s²)):
/// the way of W. J. Cody and W. Waite as it stands in fdlibm's e_log.c (Sun, 1993); coefficients and masks are our own.
/// </summary>
internal static class VectorLog
{
    private const double HighLog2 = 0.6931471805598903;
    private const double LowLog2 = 5.497923018708371e-14;
    private const long HalfRoot = 0x3FE6A09E667F3BCD;
    private const long One = 0x3FF0000000000000;
    private const long Mantissa = 0x000FFFFFFFFFFFFF;

    // A number whose low bits are an integer 0 … 2047 in units of its last place.
    private const long Magic = 0x4330000000000000;

    /// <summary>R(z)/z: minimax for (2 artanh(√z)/√z − 2)/z on z ≤ 0.0295, own Remez exchange; log m to 2⁻⁵⁸.</summary>
    private static readonly double[] Coefficients =
    [
        0.6666666666666734, 0.3999999999941459, 0.285714287424089, 0.2222219857079406, 0.18183564460059173,
        0.15314046894384167, 0.14795988488049527,
    ];

    /// <summary>Q: minimax for ((2 artanh(√z)/√z − 2)/z − 2/3)/z on z ≤ 0.0295; log m to a relative 2⁻⁶⁵.</summary>
    private static readonly double[] Extended =
    [
        0.40000000000002256, 0.28571428570099877, 0.22222222519860296, 0.18181784373258567, 0.15386757022006706,
        0.13256825495893546, 0.13196252220463958,
    ];

    /// <summary>log a.</summary>
    public static Lane Write(LaneProgram w, Lane a)
    {
        var (k, f) = Reduce(w, a);
        var s = w.Divide(f, w.Add(w.Constant(2), f));
        var z = w.Multiply(s, s);
        var r = w.Multiply(z, Polynomial.Write(w, z, Coefficients));
        var half = w.Multiply(w.Multiply(w.Constant(0.5), f), f);
        var tail = w.FusedMultiplyAdd(s, w.Add(half, r), w.Multiply(k, w.Constant(LowLog2)));
        var value = w.FusedMultiplyAdd(k, w.Constant(HighLog2), w.Subtract(f, w.Subtract(half, tail)));
        return Edges(w, a, value);
    }

    /// <summary>log a as an unevaluated sum, to about 2⁻⁶⁴; for positive finite a.</summary>
    public static (Lane High, Lane Low) WriteExtended(LaneProgram w, Lane a)
    {
        var (k, f) = Reduce(w, a);
        // s = f / c in two parts, where c + cl = 2 + f exactly.
        var c = w.Add(w.Constant(2), f);
        var cl = w.Subtract(f, w.Subtract(c, w.Constant(2)));
        var inverse = w.Divide(w.Constant(1), c);
        var s = w.Multiply(f, inverse);
        var residual = w.FusedMultiplyAdd(w.Negate(s), cl, w.FusedMultiplyAdd(w.Negate(s), c, f));
        var sl = w.Multiply(residual, inverse);
        // z = s²
        var z = w.Multiply(s, s);
        var zl = w.FusedMultiplyAdd(w.Add(s, s), sl, w.FusedMultiplyAdd(s, s, w.Negate(z)));
        // t = 2/3 + z Q(z)
        var q = w.Multiply(z, Polynomial.Write(w, z, Extended));
        var (t, tl) = FastSum(w, w.Constant(0.6666666666666666), q);
        tl = w.Add(tl, w.Constant(3.700743415417188e-17));
        // v = 2 + z t
        var (u, ul) = Product(w, z, t);
        ul = w.FusedMultiplyAdd(zl, t, w.FusedMultiplyAdd(z, tl, ul));
        var (v, vl) = FastSum(w, w.Constant(2), u);
        vl = w.Add(vl, ul);
        // log m = s v
        var (m, ml) = Product(w, s, v);
        ml = w.FusedMultiplyAdd(sl, v, w.FusedMultiplyAdd(s, vl, ml));
        // k ln 2 + log m; k times the high part is exact, and either 0 or the larger.
        var (high, low) = FastSum(w, w.Multiply(k, w.Constant(HighLog2)), m);
        low = w.Add(low, w.FusedMultiplyAdd(k, w.Constant(LowLog2), ml));
        return FastSum(w, high, low);
    }

    /// <summary>a · b in two parts.</summary>
    public static (Lane High, Lane Low) Product(LaneProgram w, Lane a, Lane b)
    {
        var high = w.Multiply(a, b);
        return (high, w.FusedMultiplyAdd(a, b, w.Negate(high)));
    }

    /// <summary>a + b in two parts, |a| ≥ |b| or a = 0 (T. J. Dekker, Numer. Math. 18, 1971).</summary>
    private static (Lane High, Lane Low) FastSum(LaneProgram w, Lane a, Lane b)
    {
        var high = w.Add(a, b);
        return (high, w.Subtract(b, w.Subtract(high, a)));
    }

    private static (Lane K, Lane F) Reduce(LaneProgram w, Lane a)
    {
        var subnormal = w.Less(a, w.Constant(Math.ScaleB(1, -1022)));
        var x = w.Select(subnormal, w.Multiply(a, w.Constant(Math.ScaleB(1, 54))), a);
        var bits = w.AddBits(x, w.Bits(One - HalfRoot));
        var bias = w.Select(subnormal, w.Constant(Math.ScaleB(1, 52) + 1023 + 54), w.Constant(Math.ScaleB(1, 52) + 1023));
        var k = w.Subtract(w.Or(w.ShiftRight(bits, 52), w.Bits(Magic)), bias);
        var m = w.AddBits(w.And(bits, w.Bits(Mantissa)), w.Bits(HalfRoot));
        return (k, w.Subtract(m, w.Constant(1)));
    }

    // log ∞ = ∞, log 0 = −∞, NaN for the rest.
    private static Lane Edges(LaneProgram w, Lane a, Lane value)
    {
        var zero = w.Constant(0);
        var infinity = w.Constant(double.PositiveInfinity);
        var positive = w.Select(w.Equal(a, infinity), a, value);
        var others = w.Select(w.Equal(a, zero), w.Constant(double.NegativeInfinity), w.Constant(double.NaN));
        return w.Select(w.Less(zero, a), positive, others);
    }
}
