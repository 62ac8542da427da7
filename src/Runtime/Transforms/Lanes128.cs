using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Flows.Runtime.Transforms;

/// <summary>Two lanes.</summary>
internal readonly unsafe struct Lanes128 : ILanes<Lanes128>
{
    private readonly Vector128<double> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes128(Vector128<double> lanes) => _lanes = lanes;

    public static int Width => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 All(double x) => new(Vector128.Create(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(double* from) => new(Vector128.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyAdd(Lanes128 a, Lanes128 b, Lanes128 c) =>
        new(Vector128.FusedMultiplyAdd(a._lanes, b._lanes, c._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplySubtract(Lanes128 a, Lanes128 b, Lanes128 c) =>
        new(Vector128.FusedMultiplyAdd(-a._lanes, b._lanes, c._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReadPairs(double* from, out Lanes128 even, out Lanes128 odd)
    {
        even = new(Vector128.Create(from[0], from[2]));
        odd = new(Vector128.Create(from[1], from[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WritePairs(Lanes128 even, Lanes128 odd, double* to)
    {
        Vector128.Create(even._lanes[0], odd._lanes[0]).Store(to);
        Vector128.Create(even._lanes[1], odd._lanes[1]).Store(to + 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Reverse(Lanes128 a) => new(Vector128.Create(a._lanes[1], a._lanes[0]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Mirror(Lanes128 a, Lanes128 b) => new(Vector128.Create(b._lanes[0], a._lanes[1]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* to) => _lanes.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 a, Lanes128 b) => new(a._lanes + b._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 a, Lanes128 b) => new(a._lanes - b._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 a, Lanes128 b) => new(a._lanes * b._lanes);

    public static void Transpose(double* from, nint* fromAt, double* to, nint* toAt)
    {
        double* first = from + fromAt[0], second = from + fromAt[1];
        Vector128.Create(first[0], second[0]).Store(to + toAt[0]);
        Vector128.Create(first[1], second[1]).Store(to + toAt[1]);
    }
}
