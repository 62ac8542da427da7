using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flows.Compiler.Kernels;

/// <summary>A compiled kernel with its arrays, scalars and sums: called without allocating. One thread at a time.</summary>
public sealed class BoundKernel
{
    private readonly RowKernel _kernel;
    private readonly Arena _arena;
    private readonly long[] _rows;
    private readonly double[] _scalars;
    private readonly double[] _sums;

    /// <summary>Binds a kernel.</summary>
    /// <param name="kernel">What is computed.</param>
    /// <param name="arena">Where.</param>
    /// <param name="rows">For each of the kernel's slots, where its row begins in the arena; to begin with.</param>
    /// <param name="scalars">How many scalars the kernel takes.</param>
    /// <param name="sums">How many reductions it has.</param>
    public BoundKernel(RowKernel kernel, Arena arena, ReadOnlySpan<long> rows, int scalars, int sums)
    {
        (_kernel, _arena) = (kernel, arena);
        _rows = rows.ToArray();
        _scalars = new double[scalars];
        _sums = new double[2 * sums];
    }

    /// <summary>For each slot, where its row begins in the arena.</summary>
    public Span<long> Rows => _rows;

    /// <summary>The numbers handed in with each call.</summary>
    public Span<double> Scalars => _scalars;

    /// <summary>The value of a reduction since the last <see cref="ClearSums"/>.</summary>
    public double Sum(int index) => Reduction.Total(_sums[2 * index], _sums[2 * index + 1]);

    /// <summary>Begins all reductions anew.</summary>
    public void ClearSums() => Array.Clear(_sums);

    /// <summary>Runs over the first indices of the rows.</summary>
    public void Run(long count) => Run(0, count);

    /// <summary>Runs over a part of the rows.</summary>
    /// <param name="start">The first index.</param>
    /// <param name="count">Number of indices.</param>
    public void Run(long start, long count) => _kernel(
        ref Unsafe.Add(ref _arena.First, (nint)start),
        ref MemoryMarshal.GetArrayDataReference(_rows),
        ref MemoryMarshal.GetArrayDataReference(_scalars),
        ref MemoryMarshal.GetArrayDataReference(_sums),
        count);
}
