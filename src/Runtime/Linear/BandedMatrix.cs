namespace Flows.Runtime.Linear;

/// <summary>A square matrix whose entries vanish where |row − column| exceeds the half bandwidth. Row-major: entry (i, j) at
/// [i·(2w+1) + j − i + w]; entries outside the matrix are kept zero.</summary>
/// <param name="size">Number of rows.</param>
/// <param name="halfBandwidth">w: 1 is tridiagonal, 2 pentadiagonal.</param>
public sealed class BandedMatrix(int size, int halfBandwidth)
{
    /// <summary>Number of rows.</summary>
    public int Size { get; } = size;

    /// <summary>w.</summary>
    public int HalfBandwidth { get; } = halfBandwidth;

    /// <summary>2w + 1, the length of a stored row.</summary>
    public int Width { get; } = 2 * halfBandwidth + 1;

    /// <summary>The stored rows, one behind the other.</summary>
    public double[] Entries { get; } = new double[size * (2 * halfBandwidth + 1)];

    /// <summary>An entry within the band.</summary>
    public ref double this[int row, int column] => ref Entries[row * Width + column - row + HalfBandwidth];

    /// <summary>Sets every entry to zero.</summary>
    public void Clear() => Array.Clear(Entries);

    /// <summary>y += A x.</summary>
    /// <param name="x">[Size]</param>
    /// <param name="y">[Size]; may not overlap x.</param>
    public void MultiplyAdd(ReadOnlySpan<double> x, Span<double> y)
    {
        var w = HalfBandwidth;
        for (var i = 0; i < Size; i++)
        {
            var sum = 0.0;
            var last = Math.Min(Size - 1, i + w);
            for (var j = Math.Max(0, i - w); j <= last; j++)
                sum += Entries[i * Width + j - i + w] * x[j];
            y[i] += sum;
        }
    }
}
