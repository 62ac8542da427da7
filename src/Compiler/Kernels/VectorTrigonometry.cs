namespace Flows.Compiler.Kernels;

/// <summary>
/// sin and cos by reduction to |r| ≤ π/4 with π/2 in three parts and fused operations (Cody and Waite, ch. 8), and the kernels of
/// fdlibm's k_sin.c and k_cos.c (Sun, 1993) with our own coefficients. sin a and cos a of one argument share all but the last
/// choice.
/// </summary>
internal static class VectorTrigonometry
{
    private const double Rounder = 6755399441055744.0;
    private const double HalfPi1 = 1.5707963267948966;
    private const double HalfPi2 = 6.123233995736766e-17;
    private const double HalfPi3 = -1.4973849048591698e-33;

    /// <summary>Minimax for (sin(√z)/√z − 1)/z on z ≤ (π/4)², own Remez exchange; 2⁻⁵⁸.</summary>
    private static readonly double[] SinCoefficients =
    [
        -0.16666666666666632, 0.008333333333322411, -0.00019841269829805309, 2.755731369101099e-06, -2.505075796792427e-08,
        1.589678683127574e-10,
    ];

    /// <summary>Minimax for (cos √z − 1 + z/2)/z² on z ≤ (π/4)², own Remez exchange; 2⁻⁶⁴.</summary>
    private static readonly double[] CosCoefficients =
    [
        0.0416666666666666, -0.001388888888887412, 2.480158728947957e-05, -2.7557314351542123e-07, 2.0875723161316502e-09,
        -1.135964179303425e-11,
    ];

    /// <summary>sin a.</summary>
    public static Lane Sin(LaneProgram w, Lane a) => Write(w, a, RareFunction.Sin);

    /// <summary>cos a.</summary>
    public static Lane Cos(LaneProgram w, Lane a) => Write(w, a, RareFunction.Cos);

    private static Lane Write(LaneProgram w, Lane a, RareFunction function)
    {
        var shifted = w.FusedMultiplyAdd(a, w.Constant(2 / Math.PI), w.Constant(Rounder));
        var n = w.Subtract(shifted, w.Constant(Rounder));
        // a − n π/2 = r + low; the first step is exact.
        var first = w.FusedMultiplyAdd(n, w.Constant(-HalfPi1), a);
        var r = w.FusedMultiplyAdd(n, w.Constant(-HalfPi2), first);
        var low = w.FusedMultiplyAdd(n, w.Constant(-HalfPi2), w.Subtract(first, r));
        low = w.FusedMultiplyAdd(n, w.Constant(-HalfPi3), low);

        var z = w.Multiply(r, r);
        // sin(r + low) = r + (r³ S(z) + low (1 − z/2))
        var half = w.Multiply(w.Constant(0.5), z);
        var cube = w.Multiply(w.Multiply(r, z), Polynomial.Write(w, z, SinCoefficients));
        var sin = w.Add(r, w.Add(cube, w.FusedMultiplyAdd(w.Negate(half), low, low)));
        // cos(r + low) = 1 − z/2 + (z² C(z) − r low), with the error of 1 − z/2
        var main = w.Subtract(w.Constant(1), half);
        var error = w.Subtract(w.Subtract(w.Constant(1), main), half);
        var quartic = w.Multiply(w.Multiply(z, z), Polynomial.Write(w, z, CosCoefficients));
        var cos = w.Add(main, w.Add(error, w.FusedMultiplyAdd(w.Negate(r), low, quartic)));

        // The low bits of `shifted` are n: odd exchanges the two, bit 1 changes the sign. cos a = sin(a + π/2).
        var quadrant = function == RareFunction.Cos ? w.AddBits(shifted, w.Bits(1)) : shifted;
        var even = w.EqualBits(w.And(shifted, w.Bits(1)), w.Bits(0));
        var magnitude = function == RareFunction.Cos ? w.Select(even, cos, sin) : w.Select(even, sin, cos);
        var value = w.Xor(magnitude, w.ShiftLeft(w.And(quadrant, w.Bits(2)), 62));
        return w.Rescue(function, value, a, w.Less(w.Constant(RareCalls.LargestAngle), w.Absolute(a)));
    }
}
