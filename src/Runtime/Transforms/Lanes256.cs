using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Flows.Runtime.Transforms;

/// <summary>Four lanes.</summary>
internal readonly unsafe struct Lanes256 : ILanes<Lanes256>
{
    private readonly Vector256<double> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes256(Vector256<double> lanes) => _lanes = lanes;

    public static int Width => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 All(double x) => new(Vector256.Create(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(double* from) => new(Vector256.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyAdd(Lanes256 a, Lanes256 b, Lanes256 c) =>
        new(Vector256.FusedMultiplyAdd(a._lanes, b._lanes, c._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplySubtract(Lanes256 a, Lanes256 b, Lanes256 c) =>
        new(Vector256.FusedMultiplyAdd(-a._lanes, b._lanes, c._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReadPairs(double* from, out Lanes256 even, out Lanes256 odd)
    {
        even = new(Vector256.Create(from[0], from[2], from[4], from[6]));
        odd = new(Vector256.Create(from[1], from[3], from[5], from[7]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WritePairs(Lanes256 even, Lanes256 odd, double* to)
    {
        for (var i = 0; i < 4; i++)
            (to[2 * i], to[2 * i + 1]) = (even._lanes[i], odd._lanes[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Reverse(Lanes256 a) => new(Vector256.Shuffle(a._lanes, Vector256.Create(3L, 2, 1, 0)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Mirror(Lanes256 a, Lanes256 b) =>
        new(Vector256.Shuffle(a._lanes.WithElement(0, b._lanes[0]), Vector256.Create(0L, 3, 2, 1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* to) => _lanes.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 a, Lanes256 b) => new(a._lanes + b._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 a, Lanes256 b) => new(a._lanes - b._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator *(Lanes256 a, Lanes256 b) => new(a._lanes * b._lanes);

    public static void Transpose(double* from, nint* fromAt, double* to, nint* toAt)
    {
        if (!Avx.IsSupported)
        {
            for (var t = 0; t < 4; t++)
                for (var s = 0; s < 4; s++)
                    to[toAt[t] + s] = from[fromAt[s] + t];
            return;
        }
        Vector256<double> a = Vector256.Load(from + fromAt[0]), b = Vector256.Load(from + fromAt[1]);
        Vector256<double> c = Vector256.Load(from + fromAt[2]), d = Vector256.Load(from + fromAt[3]);
        Vector256<double> even = Avx.UnpackLow(a, b), odd = Avx.UnpackHigh(a, b), evens = Avx.UnpackLow(c, d), odds = Avx.UnpackHigh(c, d);
        Avx.Permute2x128(even, evens, 0x20).Store(to + toAt[0]);
        Avx.Permute2x128(odd, odds, 0x20).Store(to + toAt[1]);
        Avx.Permute2x128(even, evens, 0x31).Store(to + toAt[2]);
        Avx.Permute2x128(odd, odds, 0x31).Store(to + toAt[3]);
    }
}
