using System.Numerics;
using System.Runtime.InteropServices;

namespace Flows.Runtime.Energies;

/// <summary>Finds values that change by much in one step.</summary>
internal static class Jumps
{
    /// <summary>Whether |b − a| > 0.2(|a| + |b|) anywhere.</summary>
    public static bool AnyLarge(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var share = new Vector<double>(0.2);
        var va = MemoryMarshal.Cast<double, Vector<double>>(a);
        var vb = MemoryMarshal.Cast<double, Vector<double>>(b);
        for (var i = 0; i < va.Length; i++)
            if (Vector.GreaterThanAny(Vector.Abs(vb[i] - va[i]), share * (Vector.Abs(va[i]) + Vector.Abs(vb[i]))))
                return true;
        for (var i = va.Length * Vector<double>.Count; i < a.Length; i++)
            if (Math.Abs(b[i] - a[i]) > 0.2 * (Math.Abs(a[i]) + Math.Abs(b[i])))
                return true;
        return false;
    }
}
