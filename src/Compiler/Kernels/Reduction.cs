using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Flows.Compiler.Kernels;

/// <summary>
/// Compensated sums: each addition's rounding error is found exactly (D. E. Knuth, The Art of Computer Programming 2, sec. 4.2.2,
/// theorem B) and collected, so that sum + compensation is as if added in twice the precision.
/// </summary>
public static class Reduction
{
    internal delegate void Fold512(Vector512<double> sum, Vector512<double> compensation, ref double pair);

    internal delegate void Fold256(Vector256<double> sum, Vector256<double> compensation, ref double pair);

    internal delegate void Fold64(Vector128<double> sum, Vector128<double> compensation, ref double pair);

    /// <summary>The value of a pair that kernels have added to.</summary>
    /// <param name="sum">The plain sum.</param>
    /// <param name="compensation">The collected rounding errors; without meaning if the sum has overflown.</param>
    public static double Total(double sum, double compensation) => double.IsFinite(sum) ? sum + compensation : sum;

    /// <summary>Adds a value to a pair.</summary>
    public static void Add(double value, ref double sum, ref double compensation)
    {
        var total = sum + value;
        var added = total - sum;
        compensation += sum - (total - added) + (value - added);
        sum = total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Fold(Vector512<double> sum, Vector512<double> compensation, ref double pair)
    {
        for (var lane = 0; lane < Vector512<double>.Count; lane++)
            Fold(sum[lane], compensation[lane], ref pair);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Fold(Vector256<double> sum, Vector256<double> compensation, ref double pair)
    {
        for (var lane = 0; lane < Vector256<double>.Count; lane++)
            Fold(sum[lane], compensation[lane], ref pair);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Fold(Vector128<double> sum, Vector128<double> compensation, ref double pair) =>
        Fold(sum.ToScalar(), compensation.ToScalar(), ref pair);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fold(double sum, double compensation, ref double pair)
    {
        ref var rest = ref Unsafe.Add(ref pair, 1);
        Add(sum, ref pair, ref rest);
        rest += compensation;
    }
}
