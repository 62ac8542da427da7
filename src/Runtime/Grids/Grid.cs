using Flows.Compiler.Binding;
using Flows.Language;

namespace Flows.Runtime.Grids;

/// <summary>A uniform grid of one to three axes, row-major: the cells of the last axis lie side by side. Absent leading axes have one cell.</summary>
public sealed class Grid
{
    private readonly int[] _cells = [1, 1, 1];
    private readonly double[] _low = [0, 0, 0], _spacing = [1, 1, 1];
    private readonly bool[] _periodic = [false, false, false];

    /// <summary>Lays out the cells.</summary>
    /// <param name="axes">The axes of the domain, one to three.</param>
    /// <param name="cells">One count an axis.</param>
    /// <param name="ghosts">How many cells beyond a side an element may read, ≥ 1.</param>
    public Grid(Seq<AxisModel> axes, Seq<int> cells, int ghosts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(axes.Count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(axes.Count, 3);
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Count, axes.Count);
        Dimension = axes.Count;
        Ghosts = ghosts;
        Axes = axes;
        CellVolume = 1;
        for (var i = 0; i < axes.Count; i++)
        {
            var p = 3 - Dimension + i;
            (_cells[p], _low[p], _periodic[p]) = (cells[i], axes[i].Low, axes[i].IsPeriodic);
            _spacing[p] = axes[i].Length / cells[i];
            CellVolume *= _spacing[p];
        }
        Count = (long)_cells[0] * _cells[1] * _cells[2];
        RowsBefore = (Dimension > 1 ? ghosts : 0, Dimension > 2 ? ghosts : 0);
        var stride = (_cells[2] + Margin + ghosts + 7) / 8 * 8;
        // Rows a whole page apart would fall into one set of the cache.
        Stride = stride % 512 == 0 ? stride + 8 : stride;
        PaddedRows = (long)(_cells[0] + 2 * RowsBefore.Second) * (_cells[1] + 2 * RowsBefore.First);
    }

    /// <summary>Entries before the first cell of a row: its address is a multiple of 64 bytes.</summary>
    public const int Margin = 8;

    /// <summary>The axes of the domain.</summary>
    public Seq<AxisModel> Axes { get; }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>How many cells beyond a side are kept.</summary>
    public int Ghosts { get; }

    /// <summary>The number of cells.</summary>
    public long Count { get; }

    /// <summary>The number of rows of cells.</summary>
    public int Rows => _cells[0] * _cells[1];

    /// <summary>|K|.</summary>
    public double CellVolume { get; }

    /// <summary>From a row to the next, in entries.</summary>
    public int Stride { get; }

    /// <summary>Rows with their ghosts.</summary>
    public long PaddedRows { get; }

    /// <summary>Entries of an array.</summary>
    public long Length => PaddedRows * Stride;

    private (int First, int Second) RowsBefore { get; }

    /// <summary>Cells at a position: 0, 1, 2, the last axis being 2.</summary>
    public int Cells(int position) => _cells[position];

    /// <summary>h at a position.</summary>
    public double Spacing(int position) => _spacing[position];

    /// <summary>The lower end at a position.</summary>
    public double Low(int position) => _low[position];

    /// <summary>Whether the axis at a position is a ring.</summary>
    public bool IsPeriodic(int position) => _periodic[position];

    /// <summary>The position of an axis of the domain.</summary>
    public int Position(int axis) => 3 - Dimension + axis;

    /// <summary>Cells of every axis of the domain.</summary>
    public int[] CellsOfAxes => _cells[(3 - Dimension)..];

    /// <summary>Where a row begins in an array: indices may be ghosts.</summary>
    public long RowStart(int a, int b) => ((long)(a + RowsBefore.Second) * (_cells[1] + 2 * RowsBefore.First) + b + RowsBefore.First) * Stride + Margin;

    /// <summary>How many entries a displacement by rows is.</summary>
    public long RowOffset(int a, int b) => ((long)a * (_cells[1] + 2 * RowsBefore.First) + b) * Stride;

    /// <summary>The centre of a cell at a position; ghosts mirror or wrap.</summary>
    public double Centre(int position, int index)
    {
        var n = _cells[position];
        if (_periodic[position])
            index = (index % n + n) % n;
        else if (index < 0)
            index = -1 - index;
        else if (index >= n)
            index = 2 * n - 1 - index;
        return _low[position] + (Math.Clamp(index, 0, n - 1) + 0.5) * _spacing[position];
    }

    /// <summary>The row and the place in the row of a cell's number.</summary>
    public (int A, int B, int C) CellAt(long index) =>
        ((int)(index / _cells[2] / _cells[1]), (int)(index / _cells[2] % _cells[1]), (int)(index % _cells[2]));
}
