using System.Runtime.CompilerServices;

namespace Flows.Runtime.Transforms;

/// <summary>What the passes of all radices share. A row is one complex number of each line: the real parts, then the imaginary parts.</summary>
/// <typeparam name="TLanes">The register.</typeparam>
/// <typeparam name="TTurn">Whether what is written is turned.</typeparam>
internal static unsafe class Butterfly<TLanes, TTurn>
    where TLanes : unmanaged, ILanes<TLanes>
    where TTurn : ITurning
{
    /// <summary>Doubles in a row.</summary>
    public static nint Row => 2 * TLanes.Width;

    /// <summary>Real parts of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Real(double* row) => TLanes.Load(row);

    /// <summary>Imaginary parts of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Imaginary(double* row) => TLanes.Load(row + TLanes.Width);

    /// <summary>Writes a row unturned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(double* row, TLanes re, TLanes im)
    {
        re.Store(row);
        im.Store(row + TLanes.Width);
    }

    /// <summary>Writes a row times (w[0] + i w[1]) if it is to be turned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(double* row, TLanes re, TLanes im, double* w)
    {
        if (TTurn.Turns)
        {
            TLanes c = TLanes.All(w[0]), s = TLanes.All(w[1]);
            TLanes.MultiplySubtract(im, s, re * c).Store(row);
            TLanes.MultiplyAdd(im, c, re * s).Store(row + TLanes.Width);
        }
        else
            Write(row, re, im);
    }
}
