using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Flows.Runtime.Grids;

/// <summary>Copies past the cache: what is written is not read first, and drives out nothing.</summary>
internal static class Stream
{
    /// <summary>Copies a row of a pinned array to one that begins on a line of the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Copy(ReadOnlySpan<double> from, Span<double> to)
    {
        var i = 0;
        fixed (double* a = from, b = to)
        {
            if (Vector256.IsHardwareAccelerated && (nint)b % 64 == 0)
                for (; i + 8 <= from.Length; i += 8)
                {
                    Vector256.StoreAlignedNonTemporal(Vector256.Load(a + i), b + i);
                    Vector256.StoreAlignedNonTemporal(Vector256.Load(a + i + 4), b + i + 4);
                }
        }
        from[i..].CopyTo(to[i..]);
    }
}
