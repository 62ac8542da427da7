namespace Flows.Compiler.Kernels;

/// <summary>Powers: by multiplication and square roots where the exponent allows, else e^(p log x) with log x in two parts.</summary>
internal static class VectorPower
{
    /// <summary>The largest exponent that is worked out by repeated squaring.</summary>
    public const int LargestMultiplied = 64;

    /// <summary>aⁿ for n ≥ 1 by repeated squaring; powers of one base share their squares.</summary>
    public static Lane Positive(LaneProgram w, Lane a, int n)
    {
        Lane? result = null;
        for (var square = a; ; square = w.Multiply(square, square))
        {
            if ((n & 1) != 0)
                result = result is { } known ? w.Multiply(known, square) : square;
            n >>= 1;
            if (n == 0)
                return result!.Value;
        }
    }

    /// <summary>aᵖ as Math.Pow, to about 1 ulp.</summary>
    public static Lane Write(LaneProgram w, Lane a, Lane p)
    {
        var zero = w.Constant(0);
        var one = w.Constant(1);
        var infinity = w.Constant(double.PositiveInfinity);
        var x = w.Absolute(a);
        var (log, logLow) = VectorLog.WriteExtended(w, x);
        var (y, yLow) = VectorLog.Product(w, p, log);
        yLow = w.FusedMultiplyAdd(p, logLow, yLow);
        var value = VectorExp.Write(w, y, yLow);

        // A negative base: NaN unless p is an integer, and the sign of an odd one.
        var half = w.Multiply(p, w.Constant(0.5));
        var whole = w.Equal(w.Floor(p), p);
        var odd = w.And(whole, w.Not(w.Equal(w.Floor(half), half)));
        var sign = w.And(odd, w.And(a, w.Bits(long.MinValue)));
        value = w.Select(w.And(w.Less(a, zero), w.Not(whole)), w.Constant(double.NaN), value);
        // 0 and ∞ go to each other or stay, by the sign of p; NaN stays NaN.
        var growing = w.Less(zero, p);
        value = w.Select(w.Equal(x, zero), w.Select(growing, zero, infinity), value);
        value = w.Select(w.Equal(x, infinity), w.Select(growing, infinity, zero), value);
        value = w.Or(value, sign);
        value = w.Select(w.Equal(a, a), value, a);
        value = w.Select(w.Equal(p, p), value, p);
        // a⁰ = 1¹ = 1 whatever the other is.
        return w.Select(w.Or(w.Equal(p, zero), w.Equal(a, one)), one, value);
    }
}
