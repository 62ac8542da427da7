using Flows.Compiler.Discretising;

namespace Flows.Runtime.Energies;

/// <summary>
/// The memory of one discrete energy: rows of doubles with room for ghosts on both sides, in one pinned block, each row's first
/// entry on a 64-byte line.
/// </summary>
internal sealed class ElementArena
{
    /// <summary>Entries before and behind each row that kernels and ghosts may touch.</summary>
    public const int Margin = 16;

    private readonly double[] _memory;
    private readonly int _stride;

    /// <summary>Allocates rows.</summary>
    public ElementArena(int rows, int length)
    {
        _stride = (length + 2 * Margin + 7) / 8 * 8;
        _memory = GC.AllocateArray<double>(rows * _stride + 8, pinned: true);
    }

    /// <summary>The whole block.</summary>
    public ref double First => ref _memory[0];

    /// <summary>Where the entry at an index of a row lies.</summary>
    public long Offset(int row, int index = 0) => (long)row * _stride + Margin + index;

    /// <summary>A row with its ghosts: entry 0 of the row is at <see cref="Margin"/>.</summary>
    public Span<double> Padded(int row) => _memory.AsSpan(row * _stride, _stride);

    /// <summary>A row without ghosts.</summary>
    public Span<double> Row(int row, int count) => _memory.AsSpan(row * _stride + Margin, count);

    /// <summary>Rows that elements load, by slot; further rows follow.</summary>
    public const int Loaded = Slots.FirstOutput;
}
