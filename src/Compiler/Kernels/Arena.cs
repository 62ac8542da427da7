using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Flows.Language;

namespace Flows.Compiler.Kernels;

/// <summary>
/// One piece of memory for all arrays that kernels work on: pinned, zero at first, every array beginning at a cache line. Arrays are
/// set off against each other by some lines, so that equal indices of large arrays do not fall into one set of the cache.
/// </summary>
public sealed class Arena
{
    // Entries in a cache line of 64 bytes.
    private const int Line = 8;

    // Lines that array k is shifted by: k mod 16 times this, less than a page in all.
    private const int Shift = 3;

    private readonly double[] _memory;
    private readonly long[] _offsets;

    /// <summary>Allocates arrays.</summary>
    /// <param name="arrays">Their slots are their places here.</param>
    public Arena(Seq<ArenaArray> arrays)
    {
        Arrays = arrays;
        _offsets = new long[arrays.Count];
        var end = 0L;
        for (var slot = 0; slot < arrays.Count; slot++)
        {
            var guard = Lines(arrays[slot].Guard);
            _offsets[slot] = end + guard + (slot % 16 == 0 ? 0 : Shift * Line);
            end = _offsets[slot] + Lines(arrays[slot].Length) + guard;
        }
        _memory = GC.AllocateArray<double>(checked((int)(end + 2 * Line)), pinned: true);
        var start = (Line - Misalignment(_memory)) % Line;
        for (var slot = 0; slot < _offsets.Length; slot++)
            _offsets[slot] += start;
    }

    /// <summary>What was allocated.</summary>
    public Seq<ArenaArray> Arrays { get; }

    /// <summary>The first entry of the memory: what kernels take.</summary>
    public ref double First => ref MemoryMarshal.GetArrayDataReference(_memory);

    /// <summary>The entries of an array, without its guards.</summary>
    public Span<double> this[int slot] => _memory.AsSpan((int)_offsets[slot], (int)Arrays[slot].Length);

    /// <summary>Where an array begins, in entries from the first.</summary>
    public long Offset(int slot) => _offsets[slot];

    /// <summary>The slot of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public int Slot(string name)
    {
        for (var slot = 0; slot < Arrays.Count; slot++)
            if (Arrays[slot].Name == name)
                return slot;
        throw new ArgumentException($"the arena has no array {name}", nameof(name));
    }

    private static long Lines(long entries) => (entries + Line - 1) / Line * Line;

    private static unsafe int Misalignment(double[] memory) =>
        (int)((nuint)Unsafe.AsPointer(ref memory[0]) / sizeof(double) % Line);
}
