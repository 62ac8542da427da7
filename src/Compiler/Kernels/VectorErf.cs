namespace Flows.Compiler.Kernels;

/// <summary>erf a = a + a A(a²) for |a| ≤ 1, and ± (1 − e^(−G(|a|))) beyond, where G = −log erfc.</summary>
internal static class VectorErf
{
    /// <summary>A: minimax for erf(√z)/√z − 1 on z ≤ 1, own Remez exchange; 2⁻⁵⁷.</summary>
    private static readonly double[] Inner =
    [
        0.12837916709551256, -0.3761263890318355, 0.11283791670945252, -0.026866170643276066, 0.005223977607422476,
        -0.0008548325989659987, 0.00012055295319671128, -1.4924744652122778e-05, 1.6447517588858317e-06,
        -1.6209175558893394e-07, 1.3722975978598773e-08, -7.801190353273251e-10,
    ];

    /// <summary>G(2 + t): minimax for −log erfc(2 + t) on −1 ≤ t ≤ 4 with weight erfc(2 + t), own Remez exchange; erf to 2⁻⁵⁵.</summary>
    private static readonly double[] Outer =
    [
        5.364941264616633, 4.418160805994332, 0.9237508418239946, 0.016465118140496428, -0.003570756343143305,
        0.0007323993532309832, -0.0001353093832250773, 2.0706536371156113e-05, -1.952001415975302e-06,
        -2.0379348615814255e-07, 1.7287553023109728e-07, -5.7671696478486494e-08, 1.4233559092004264e-08,
        -2.6198652273066305e-09, 1.5226958996377832e-10, 8.416681427931306e-11, -1.7403544962011566e-11,
    ];

    /// <summary>erf a.</summary>
    public static Lane Write(LaneProgram w, Lane a)
    {
        var magnitude = w.Absolute(a);
        var inner = w.FusedMultiplyAdd(a, Polynomial.Write(w, w.Multiply(a, a), Inner), a);
        // From 6 on erf is 1 to the last bit; a NaN passes the comparison.
        var bounded = w.Select(w.Less(w.Constant(6), magnitude), w.Constant(6), magnitude);
        var g = Polynomial.Write(w, w.Subtract(bounded, w.Constant(2)), Outer);
        var outer = w.Subtract(w.Constant(1), VectorExp.Moderate(w, w.Negate(g)));
        var signed = w.Or(outer, w.And(a, w.Bits(long.MinValue)));
        return w.Select(w.LessOrEqual(magnitude, w.Constant(1)), inner, signed);
    }
}
