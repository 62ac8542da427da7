using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flows.Runtime.Linear;

/// <summary>Vectorised passes over rows of numbers. All spans of one call have the same length.</summary>
internal static class RowArithmetic
{
    /// <summary>max |x_i|; NaN if any entry is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double LargestMagnitude(ReadOnlySpan<double> x)
    {
        ref var p = ref MemoryMarshal.GetReference(x);
        Vector<double> largest = Vector<double>.Zero, poison = Vector<double>.Zero;
        var i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var v = Vector.LoadUnsafe(ref p, (nuint)i);
            largest = Vector.Max(largest, Vector.Abs(v));
            poison += v * Vector<double>.Zero;
        }
        double result = 0, nan = Vector.Sum(poison);
        for (var k = 0; k < Vector<double>.Count; k++)
            result = Math.Max(result, largest[k]);
        for (; i < x.Length; i++)
        {
            result = Math.Max(result, Math.Abs(x[i]));
            nan += x[i] * 0;
        }
        return result + nan;
    }

    /// <summary>Σ x_i y_i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ref var p = ref MemoryMarshal.GetReference(x);
        ref var q = ref MemoryMarshal.GetReference(y);
        Vector<double> a = Vector<double>.Zero, b = Vector<double>.Zero;
        var i = 0;
        for (; i <= x.Length - 2 * Vector<double>.Count; i += 2 * Vector<double>.Count)
        {
            a += Vector.LoadUnsafe(ref p, (nuint)i) * Vector.LoadUnsafe(ref q, (nuint)i);
            var j = (nuint)(i + Vector<double>.Count);
            b += Vector.LoadUnsafe(ref p, j) * Vector.LoadUnsafe(ref q, j);
        }
        var sum = Vector.Sum(a + b);
        for (; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    /// <summary>y += a x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(double a, ReadOnlySpan<double> x, Span<double> y)
    {
        ref var p = ref MemoryMarshal.GetReference(x);
        ref var q = ref MemoryMarshal.GetReference(y);
        var i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
            (Vector.LoadUnsafe(ref q, (nuint)i) + a * Vector.LoadUnsafe(ref p, (nuint)i)).StoreUnsafe(ref q, (nuint)i);
        for (; i < x.Length; i++)
            y[i] += a * x[i];
    }

    /// <summary>result = a x + b y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine(double a, ReadOnlySpan<double> x, double b, ReadOnlySpan<double> y, Span<double> result)
    {
        ref var p = ref MemoryMarshal.GetReference(x);
        ref var q = ref MemoryMarshal.GetReference(y);
        ref var r = ref MemoryMarshal.GetReference(result);
        var i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
            (a * Vector.LoadUnsafe(ref p, (nuint)i) + b * Vector.LoadUnsafe(ref q, (nuint)i)).StoreUnsafe(ref r, (nuint)i);
        for (; i < x.Length; i++)
            result[i] = a * x[i] + b * y[i];
    }

    /// <summary>result = x y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> result)
    {
        ref var p = ref MemoryMarshal.GetReference(x);
        ref var q = ref MemoryMarshal.GetReference(y);
        ref var r = ref MemoryMarshal.GetReference(result);
        var i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
            (Vector.LoadUnsafe(ref p, (nuint)i) * Vector.LoadUnsafe(ref q, (nuint)i)).StoreUnsafe(ref r, (nuint)i);
        for (; i < x.Length; i++)
            result[i] = x[i] * y[i];
    }

    /// <summary>residual = b − base − sigma rate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Residual(ReadOnlySpan<double> b, ReadOnlySpan<double> start, double sigma, ReadOnlySpan<double> rate, Span<double> residual)
    {
        ref var p = ref MemoryMarshal.GetReference(b);
        ref var q = ref MemoryMarshal.GetReference(start);
        ref var s = ref MemoryMarshal.GetReference(rate);
        ref var r = ref MemoryMarshal.GetReference(residual);
        var i = 0;
        for (; i <= b.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var at = (nuint)i;
            (Vector.LoadUnsafe(ref p, at) - Vector.LoadUnsafe(ref q, at) - sigma * Vector.LoadUnsafe(ref s, at)).StoreUnsafe(ref r, at);
        }
        for (; i < b.Length; i++)
            residual[i] = b[i] - start[i] - sigma * rate[i];
    }

    /// <summary>result + rest = a + increment + carry exactly but for one rounding of increment + carry (Knuth's two-sum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddCompensated(ReadOnlySpan<double> a, ReadOnlySpan<double> increment, ReadOnlySpan<double> carry, Span<double> result, Span<double> rest)
    {
        ref var pa = ref MemoryMarshal.GetReference(a);
        ref var pi = ref MemoryMarshal.GetReference(increment);
        ref var pc = ref MemoryMarshal.GetReference(carry);
        ref var pr = ref MemoryMarshal.GetReference(result);
        ref var pt = ref MemoryMarshal.GetReference(rest);
        var i = 0;
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var at = (nuint)i;
            var x = Vector.LoadUnsafe(ref pa, at);
            var y = Vector.LoadUnsafe(ref pi, at) + Vector.LoadUnsafe(ref pc, at);
            var sum = x + y;
            var back = sum - x;
            (x - (sum - back) + (y - back)).StoreUnsafe(ref pt, at);
            sum.StoreUnsafe(ref pr, at);
        }
        for (; i < a.Length; i++)
        {
            var y = increment[i] + carry[i];
            var sum = a[i] + y;
            var back = sum - a[i];
            rest[i] = a[i] - (sum - back) + (y - back);
            result[i] = sum;
        }
    }

    /// <summary>min x_i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Least(ReadOnlySpan<double> x)
    {
        ref var p = ref MemoryMarshal.GetReference(x);
        var least = new Vector<double>(double.PositiveInfinity);
        var i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
            least = Vector.Min(least, Vector.LoadUnsafe(ref p, (nuint)i));
        var result = double.PositiveInfinity;
        for (var k = 0; k < Vector<double>.Count; k++)
            result = Math.Min(result, least[k]);
        for (; i < x.Length; i++)
            result = Math.Min(result, x[i]);
        return result;
    }

    /// <summary>x = max(x, share y, floor).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RaiseTo(double share, ReadOnlySpan<double> y, Span<double> x, double floor = double.NegativeInfinity)
    {
        ref var p = ref MemoryMarshal.GetReference(x);
        ref var q = ref MemoryMarshal.GetReference(y);
        var i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
            Vector.Max(Vector.Max(Vector.LoadUnsafe(ref p, (nuint)i), share * Vector.LoadUnsafe(ref q, (nuint)i)), new Vector<double>(floor)).StoreUnsafe(ref p, (nuint)i);
        for (; i < x.Length; i++)
            x[i] = Math.Max(Math.Max(x[i], share * y[i]), floor);
    }

    /// <summary>x = max(x + change, share x).</summary>
    /// <returns>The largest |change| that was made; NaN if anything is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double AddBounded(ReadOnlySpan<double> change, double share, Span<double> x, out double lowest)
    {
        ref var p = ref MemoryMarshal.GetReference(x);
        ref var q = ref MemoryMarshal.GetReference(change);
        Vector<double> low = Vector<double>.Zero, high = Vector<double>.Zero, poison = Vector<double>.Zero;
        var i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var old = Vector.LoadUnsafe(ref p, (nuint)i);
            var wanted = old + Vector.LoadUnsafe(ref q, (nuint)i);
            var next = Vector.Max(wanted, share * old);
            low = Vector.Min(low, wanted);
            high = Vector.Max(high, Vector.Abs(next - old));
            poison += wanted * Vector<double>.Zero;
            next.StoreUnsafe(ref p, (nuint)i);
        }
        double largest = Vector.Sum(poison);
        lowest = 0;
        for (var k = 0; k < Vector<double>.Count; k++)
        {
            largest = Math.Max(largest, high[k]);
            lowest = Math.Min(lowest, low[k]);
        }
        for (; i < x.Length; i++)
        {
            double wanted = x[i] + change[i], next = Math.Max(wanted, share * x[i]);
            lowest = Math.Min(lowest, wanted);
            largest = Math.Max(largest, Math.Abs(next - x[i]));
            x[i] = next;
        }
        return largest;
    }

    /// <summary>max |change_i| over the entries where x_i is positive or would become so; NaN if anything is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double LargestFreeMagnitude(ReadOnlySpan<double> change, ReadOnlySpan<double> x)
    {
        ref var p = ref MemoryMarshal.GetReference(x);
        ref var q = ref MemoryMarshal.GetReference(change);
        Vector<double> high = Vector<double>.Zero, poison = Vector<double>.Zero;
        var i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var step = Vector.LoadUnsafe(ref q, (nuint)i);
            var free = Vector.GreaterThan(Vector.Max(Vector.LoadUnsafe(ref p, (nuint)i), step), Vector<double>.Zero);
            high = Vector.Max(high, Vector.ConditionalSelect(free, Vector.Abs(step), Vector<double>.Zero));
            poison += step * Vector<double>.Zero;
        }
        var largest = Vector.Sum(poison);
        for (var k = 0; k < Vector<double>.Count; k++)
            largest = Math.Max(largest, high[k]);
        for (; i < x.Length; i++)
            if (x[i] > 0 || !(change[i] <= 0))
                largest = Math.Max(largest, Math.Abs(change[i]));
        return largest;
    }
}
