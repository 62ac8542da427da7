namespace Flows.Compiler.Kernels;

/// <summary>tanh a = ± E / (E + 2) with E = e^(2|a|) − 1, which is accurate for small arguments too (fdlibm's s_tanh.c).</summary>
internal static class VectorTanh
{
    /// <summary>tanh a.</summary>
    public static Lane Write(LaneProgram w, Lane a)
    {
        var magnitude = w.Absolute(a);
        // From 22 on it is 1 to the last bit; a NaN passes the comparison.
        var bounded = w.Select(w.Less(w.Constant(22), magnitude), w.Constant(22), magnitude);
        var e = VectorExp.MinusOne(w, w.Add(bounded, bounded));
        var value = w.Divide(e, w.Add(e, w.Constant(2)));
        return w.Or(value, w.And(a, w.Bits(long.MinValue)));
    }
}
