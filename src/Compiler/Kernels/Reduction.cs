using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Flows.Compiler.Kernels;

/// <summary>
/// Compensated sums: each addition's rounding error is found exactly (D. E. Knuth, The Art of Computer Programming 2, sec. 4.2.2,
/// theorem B) and collected, so that sum + compensation is as if added in twice the precision.
/// </summary>
public static class Reduction
{
    /// <summary>Adds a sum and a compensation a lane to a pair.</summary>
    /// <param name="lanes">The vector of sums, and a slot of the frame behind it that of the compensations.</param>
    /// <param name="pair">The pair.</param>
    internal delegate void FoldLanes(nint lanes, ref double pair);

    /// <summary>The value of a pair that kernels have added to.</summary>
    /// <param name="sum">The plain sum.</param>
    /// <param name="compensation">The collected rounding errors; without meaning if the sum has overflown.</param>
    public static double Total(double sum, double compensation) => double.IsFinite(sum) ? sum + compensation : sum;

    /// <summary>The value of a sum whose pairs are kept for parts of it, added in their order.</summary>
    /// <param name="pairs">Of each part the pairs of all its sums.</param>
    /// <param name="index">Which of the sums.</param>
    /// <param name="count">How many sums a part has.</param>
    /// <param name="parts">How many parts.</param>
    public static double Total(ReadOnlySpan<double> pairs, int index, int count, int parts)
    {
        double sum = 0, rest = 0;
        for (var r = 0; r < parts; r++)
        {
            Add(pairs[2 * (r * count + index)], ref sum, ref rest);
            rest += pairs[2 * (r * count + index) + 1];
        }
        return Total(sum, rest);
    }

    /// <summary>Adds a value to a pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(double value, ref double sum, ref double compensation)
    {
        var total = sum + value;
        var added = total - sum;
        compensation += sum - (total - added) + (value - added);
        sum = total;
    }

    // Lanes are added by halves, the upper to the lower.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static unsafe void Fold512(nint lanes, ref double pair)
    {
        var sum = Vector512.Load((double*)lanes);
        var compensation = Vector512.Load((double*)(lanes + FrameLayout.SlotBytes));
        var (a, b) = (sum.GetLower(), sum.GetUpper());
        var total = a + b;
        var added = total - a;
        var error = a - (total - added) + (b - added);
        Fold(total, compensation.GetLower() + compensation.GetUpper() + error, ref pair);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static unsafe void Fold256(nint lanes, ref double pair) =>
        Fold(Vector256.Load((double*)lanes), Vector256.Load((double*)(lanes + FrameLayout.SlotBytes)), ref pair);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fold(Vector256<double> sum, Vector256<double> compensation, ref double pair)
    {
        var (a, b) = (sum.GetLower(), sum.GetUpper());
        var total = a + b;
        var added = total - a;
        var rest = compensation.GetLower() + compensation.GetUpper() + (a - (total - added) + (b - added));
        Add(total[0], ref pair, ref Unsafe.Add(ref pair, 1));
        Add(total[1], ref pair, ref Unsafe.Add(ref pair, 1));
        Unsafe.Add(ref pair, 1) += rest[0] + rest[1];
    }
}
