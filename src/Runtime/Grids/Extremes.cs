using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flows.Runtime.Grids;

/// <summary>Extremes of numbers in vectors. A NaN is an extreme of everything it is among.</summary>
public static class Extremes
{
    /// <summary>The least; +∞ of nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Least(ReadOnlySpan<double> values)
    {
        var lanes = new Vector<double>(double.PositiveInfinity);
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        foreach (var vector in vectors)
            lanes = Vector.Min(lanes, vector);
        var least = double.PositiveInfinity;
        for (var i = 0; i < Vector<double>.Count; i++)
            least = Math.Min(least, lanes[i]);
        for (var i = vectors.Length * Vector<double>.Count; i < values.Length; i++)
            least = Math.Min(least, values[i]);
        return least;
    }

    /// <summary>The greatest; −∞ of nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Greatest(ReadOnlySpan<double> values)
    {
        var lanes = new Vector<double>(double.NegativeInfinity);
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        foreach (var vector in vectors)
            lanes = Vector.Max(lanes, vector);
        var greatest = double.NegativeInfinity;
        for (var i = 0; i < Vector<double>.Count; i++)
            greatest = Math.Max(greatest, lanes[i]);
        for (var i = vectors.Length * Vector<double>.Count; i < values.Length; i++)
            greatest = Math.Max(greatest, values[i]);
        return greatest;
    }
}
