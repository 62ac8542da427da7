using System.Runtime.Intrinsics;

namespace Flows.Runtime.Transforms;

/// <summary>The real transform of one line at a time, whose own cells fill the lanes: for grids of few lines.</summary>
internal abstract unsafe class LoneLine
{
    /// <summary>Values of one line to its coefficients.</summary>
    /// <param name="from">[n]</param>
    /// <param name="to">[n]; may be <paramref name="from"/>.</param>
    /// <param name="scratch">[2 n + 64], on 64 bytes.</param>
    public abstract void Forward(double* from, double* to, double* scratch);

    /// <summary>Undoes <see cref="Forward"/>.</summary>
    public abstract void Inverse(double* from, double* to, double* scratch);

    /// <summary>Plans with the widest register that fits: w lanes take a multiple of 2 w² cells.</summary>
    /// <returns>Null if none fits: n is no multiple of 8.</returns>
    public static LoneLine? Create(int n, SideKind kind) =>
        n % 128 == 0 && Vector512.IsHardwareAccelerated ? new LoneLine<Lanes512>(n, kind)
        : n % 32 == 0 && Vector256.IsHardwareAccelerated ? new LoneLine<Lanes256>(n, kind)
        : n % 8 == 0 ? new LoneLine<Lanes128>(n, kind)
        : null;
}
