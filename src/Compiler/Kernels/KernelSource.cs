using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Kernels;

/// <summary>One array that a kernel writes: out[i + Offset] = value(i), or += value(i).</summary>
/// <param name="Array">The slot of the array.</param>
/// <param name="Offset">In entries.</param>
/// <param name="Value">In terms of Load, Scalar, numbers and functions.</param>
/// <param name="Accumulate">Whether the value is added to what is there.</param>
public sealed record KernelOutput(int Array, int Offset, Expr Value, bool Accumulate = false)
{
    /// <summary>Whether vectors are written past the cache: the row must begin on a line of it.</summary>
    public bool IsStreamed { get; init; }
}

/// <summary>One reduction: sums[Index] += Σᵢ value(i).</summary>
/// <param name="Index">Its place among the sums.</param>
/// <param name="Value">The summand.</param>
/// <param name="IsCompensated">Whether rounding errors are collected; else the value may be off by count / (8 · lanes) roundings of Σ|value|.</param>
public sealed record KernelSum(int Index, Expr Value, bool IsCompensated = true);

/// <summary>
/// What a kernel computes for i = 0 … count − 1. All outputs of an index are computed before any is stored; outputs never overlap
/// loads of other indices (the caller sees to it), so the rows may be taken in vectors.
/// </summary>
/// <param name="Name">For messages and caches.</param>
/// <param name="Outputs">Arrays written.</param>
/// <param name="Sums">Reductions.</param>
public sealed record KernelSource(string Name, Seq<KernelOutput> Outputs, Seq<KernelSum> Sums)
{
    /// <summary>Slots whose rows are asked for, entry by entry, and not read: the memory brings them while others are worked on.</summary>
    public Seq<int> Fetched { get; init; } = [];
}

/// <summary>A compiled kernel over one row.</summary>
/// <param name="arena">First entry of the memory that holds all arrays.</param>
/// <param name="rows">For each slot, the offset in entries of the array's row from the arena's start.</param>
/// <param name="scalars">The values of <see cref="Scalar"/> atoms.</param>
/// <param name="sums">Receives the reductions, added to what is there; two entries each: the sum, and its compensation.</param>
/// <param name="count">Number of indices.</param>
public delegate void RowKernel(ref double arena, ref long rows, ref double scalars, ref double sums, long count);
