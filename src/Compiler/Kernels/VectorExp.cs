namespace Flows.Compiler.Kernels;

/// <summary>
/// eᵃ = 2ⁿ · eʳ with n = round(a / ln 2), |r| ≤ ln 2 / 2, and eʳ = 1 + r + r² P(r). ln 2 is taken in two parts, the first of 42
/// bits so that n times it is exact (Cody and Waite, Software Manual for the Elementary Functions, 1980, ch. 6).
/// </summary>
internal static class VectorExp
{
    private const double HighLog2 = 0.6931471805598903;
    private const double LowLog2 = 5.497923018708371e-14;

    // 1.5 · 2⁵²: adding it rounds to an integer, which then stands in the low bits.
    private const double Rounder = 6755399441055744.0;

    /// <summary>P of degree 9: minimax for (eʳ − 1 − r) / r² on |r| ≤ 0.3469, own Remez exchange; e^r to 2⁻⁵⁷.</summary>
    private static readonly double[] ForExp =
    [
        0.5000000000000006, 0.16666666666666588, 0.04166666666657615, 0.008333333333389927, 0.0013888888931779845,
        0.00019841269718395623, 2.480150499823614e-05, 2.7557407834596974e-06, 2.762615333729059e-07, 2.5053779455868695e-08,
    ];

    /// <summary>P of degree 10, for eʳ − 1 to a relative 2⁻⁶¹, by the same way.</summary>
    private static readonly double[] ForMinusOne =
    [
        0.5, 0.16666666666666677, 0.041666666666666505, 0.008333333333321612, 0.0013888888888962778, 0.00019841269886193157,
        2.480158717204335e-05, 2.7557244120835477e-06, 2.7557402799363717e-07, 2.5109075030296245e-08, 2.08753638920711e-09,
    ];

    /// <summary>eᵃ.</summary>
    public static Lane Write(LaneProgram w, Lane a) => Write(w, a, low: null);

    /// <summary>e^(a + low), where low is small beside a.</summary>
    public static Lane Write(LaneProgram w, Lane a, Lane? low)
    {
        var (shifted, r) = Reduce(w, a);
        if (low is { } rest)
            r = w.Add(r, rest);
        var p = Polynomial.Write(w, r, ForExp);
        var mantissa = w.Add(w.Constant(1), w.FusedMultiplyAdd(w.Multiply(r, r), p, r));
        // 2ⁿ by adding to the exponent; where that would leave the normal numbers, 2ⁿ⁺⁶⁴ first and then 2⁻⁶⁴, rounding once.
        var tiny = w.Less(a, w.Constant(-708));
        var exponent = w.AddBits(w.ShiftLeft(shifted, 52), w.And(tiny, w.Bits(64L << 52)));
        var scaled = w.Multiply(w.AddBits(mantissa, exponent), w.Select(tiny, w.Constant(Math.ScaleB(1, -64)), w.Constant(1)));
        // Beyond the largest argument ∞, and NaN for NaN: a + ∞ is both. Below the least: 0.
        var large = w.Select(
            w.LessOrEqual(a, w.Constant(709.782712893384)), scaled, w.Add(a, w.Constant(double.PositiveInfinity)));
        return w.Select(w.Less(a, w.Constant(-745.1332191019412)), w.Constant(0), large);
    }

    /// <summary>eᵃ for |a| ≤ 700.</summary>
    public static Lane Moderate(LaneProgram w, Lane a)
    {
        var (shifted, r) = Reduce(w, a);
        var mantissa = w.Add(w.Constant(1), w.FusedMultiplyAdd(w.Multiply(r, r), Polynomial.Write(w, r, ForExp), r));
        return w.Multiply(mantissa, w.AddBits(w.Constant(1), w.ShiftLeft(shifted, 52)));
    }

    /// <summary>eᵃ − 1 for 0 ≤ a ≤ 700.</summary>
    public static Lane MinusOne(LaneProgram w, Lane a)
    {
        var (shifted, r) = Reduce(w, a);
        var p = w.FusedMultiplyAdd(w.Multiply(r, r), Polynomial.Write(w, r, ForMinusOne), r);
        var power = w.AddBits(w.Constant(1), w.ShiftLeft(shifted, 52));
        // 2ⁿ (1 + p) − 1
        return w.FusedMultiplyAdd(power, p, w.Subtract(power, w.Constant(1)));
    }

    private static (Lane Shifted, Lane R) Reduce(LaneProgram w, Lane a)
    {
        var shifted = w.FusedMultiplyAdd(a, w.Constant(1.4426950408889634), w.Constant(Rounder));
        var n = w.Subtract(shifted, w.Constant(Rounder));
        var r = w.FusedMultiplyAdd(n, w.Constant(-HighLog2), a);
        return (shifted, w.FusedMultiplyAdd(n, w.Constant(-LowLog2), r));
    }
}
