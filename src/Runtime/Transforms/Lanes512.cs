using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Flows.Runtime.Transforms;

/// <summary>Eight lanes.</summary>
internal readonly unsafe struct Lanes512 : ILanes<Lanes512>
{
    private readonly Vector512<double> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes512(Vector512<double> lanes) => _lanes = lanes;

    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 All(double x) => new(Vector512.Create(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(double* from) => new(Vector512.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(Lanes512 a, Lanes512 b, Lanes512 c) =>
        new(Vector512.FusedMultiplyAdd(a._lanes, b._lanes, c._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplySubtract(Lanes512 a, Lanes512 b, Lanes512 c) =>
        new(Vector512.FusedMultiplyAdd(-a._lanes, b._lanes, c._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReadPairs(double* from, out Lanes512 even, out Lanes512 odd)
    {
        Vector512<double> a = Vector512.Load(from), b = Vector512.Load(from + 8);
        even = new(Pick(a, Vector512.Create(0L, 2, 4, 6, 8, 10, 12, 14), b));
        odd = new(Pick(a, Vector512.Create(1L, 3, 5, 7, 9, 11, 13, 15), b));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WritePairs(Lanes512 even, Lanes512 odd, double* to)
    {
        Pick(even._lanes, Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11), odd._lanes).Store(to);
        Pick(even._lanes, Vector512.Create(4L, 12, 5, 13, 6, 14, 7, 15), odd._lanes).Store(to + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Reverse(Lanes512 a) => new(Vector512.Shuffle(a._lanes, Vector512.Create(7L, 6, 5, 4, 3, 2, 1, 0)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Mirror(Lanes512 a, Lanes512 b) => new(Pick(a._lanes, Vector512.Create(8L, 7, 6, 5, 4, 3, 2, 1), b._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* to) => _lanes.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 a, Lanes512 b) => new(a._lanes + b._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 a, Lanes512 b) => new(a._lanes - b._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator *(Lanes512 a, Lanes512 b) => new(a._lanes * b._lanes);

    public static void Transpose(double* from, nint* fromAt, double* to, nint* toAt)
    {
        if (!Avx512F.IsSupported)
        {
            for (var t = 0; t < 8; t++)
                for (var s = 0; s < 8; s++)
                    to[toAt[t] + s] = from[fromAt[s] + t];
            return;
        }
        // Pairs of rows, then halves of 128 bits among rows two apart and four apart.
        Vector512<double> a = Vector512.Load(from + fromAt[0]), b = Vector512.Load(from + fromAt[1]);
        Vector512<double> c = Vector512.Load(from + fromAt[2]), d = Vector512.Load(from + fromAt[3]);
        Vector512<double> e = Vector512.Load(from + fromAt[4]), f = Vector512.Load(from + fromAt[5]);
        Vector512<double> g = Vector512.Load(from + fromAt[6]), h = Vector512.Load(from + fromAt[7]);
        Spread(Avx512F.UnpackLow(a, b), Avx512F.UnpackLow(c, d), Avx512F.UnpackLow(e, f), Avx512F.UnpackLow(g, h), to, toAt);
        Spread(Avx512F.UnpackHigh(a, b), Avx512F.UnpackHigh(c, d), Avx512F.UnpackHigh(e, f), Avx512F.UnpackHigh(g, h), to, toAt + 1);
    }

    // Lanes of two registers; 8 … 15 are those of b.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Pick(Vector512<double> a, Vector512<long> lanes, Vector512<double> b)
    {
        if (Avx512F.IsSupported)
            return Avx512F.PermuteVar8x64x2(a, lanes, b);
        var picked = a;
        for (var i = 0; i < 8; i++)
            picked = picked.WithElement(i, lanes[i] < 8 ? a[(int)lanes[i]] : b[(int)lanes[i] - 8]);
        return picked;
    }

    // Each argument holds four pairs (columns 0, 2, 4, 6, or 1, 3, 5, 7) of two rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d, double* to, nint* toAt)
    {
        Vector512<double> low = Avx512F.Shuffle4x128(a, b, 0x44), high = Avx512F.Shuffle4x128(a, b, 0xEE);
        Vector512<double> lower = Avx512F.Shuffle4x128(c, d, 0x44), higher = Avx512F.Shuffle4x128(c, d, 0xEE);
        Avx512F.Shuffle4x128(low, lower, 0x88).Store(to + toAt[0]);
        Avx512F.Shuffle4x128(low, lower, 0xDD).Store(to + toAt[2]);
        Avx512F.Shuffle4x128(high, higher, 0x88).Store(to + toAt[4]);
        Avx512F.Shuffle4x128(high, higher, 0xDD).Store(to + toAt[6]);
    }
}
