using Flows.Runtime.Linear;

namespace Flows.Runtime.Grids;

/// <summary>Passes over arrays that copy or compare and compute nothing, their rows shared among the workers. Nothing is allocated for one.</summary>
/// <param name="grid">The grid.</param>
/// <param name="memory">Its arrays.</param>
/// <param name="workers">Who shares the rows.</param>
public sealed unsafe class CellPasses(Grid grid, GridMemory memory, RowWorkers workers) : IRowWork
{
    private readonly double[] _extremes = new double[RowWorkers.Blocks(grid.Rows)];
    private Pass _pass;
    private int _array, _other;
    private double* _cells;
    private double _share, _floor;

    private enum Pass
    {
        Clear,
        Copy,
        Gather,
        Scatter,
        ScatterTimes,
        Raise,
        Least,
        Greatest,
    }

    /// <summary>Sets an array to zero, ghosts included.</summary>
    public void Clear(int array) => Run(Pass.Clear, array, array);

    /// <summary>Copies an array, ghosts included.</summary>
    public void Copy(int from, int to) => Run(Pass.Copy, from, to);

    /// <summary>Copies arrays, ghosts included.</summary>
    public void Copy(ReadOnlySpan<int> from, ReadOnlySpan<int> to)
    {
        for (var i = 0; i < from.Length; i++)
            Copy(from[i], to[i]);
    }

    /// <summary>Copies the cells of an array out, row-major.</summary>
    public void Gather(int array, Span<double> cells) => Run(Pass.Gather, array, array, cells);

    /// <summary>Copies cells into an array, row-major.</summary>
    public void Scatter(ReadOnlySpan<double> cells, int array) => Run(Pass.Scatter, array, array, cells);

    /// <summary>Copies cells into an array, row-major, each times that of another array.</summary>
    public void Scatter(ReadOnlySpan<double> cells, int factors, int array) => Run(Pass.ScatterTimes, array, factors, cells);

    /// <summary>Raises an array where it is below a share of another, or below a floor.</summary>
    public void Raise(int array, int other, double share, double floor)
    {
        (_share, _floor) = (share, floor);
        Run(Pass.Raise, array, other);
    }

    /// <summary>The least value; NaN if there is one.</summary>
    public double Least(int array)
    {
        Array.Fill(_extremes, double.PositiveInfinity);
        Run(Pass.Least, array, array);
        return Extremes.Least(_extremes);
    }

    /// <summary>The greatest value; NaN if there is one.</summary>
    public double Greatest(int array)
    {
        Array.Fill(_extremes, double.NegativeInfinity);
        Run(Pass.Greatest, array, array);
        return Extremes.Greatest(_extremes);
    }

    /// <inheritdoc/>
    void IRowWork.Rows(int worker, int from, int to)
    {
        if (_pass is Pass.Clear or Pass.Copy)
        {
            // Rows of ghosts lie among those of cells: parts of the whole, whichever rows they hold.
            var (first, end) = ((int)(grid.Length * from / grid.Rows), (int)(grid.Length * to / grid.Rows));
            var part = memory.All(_other)[first..end];
            if (_pass == Pass.Clear)
                part.Clear();
            else
                memory.Read(_array)[first..end].CopyTo(part);
            return;
        }
        for (var r = from; r < to; r++)
            Row(r, from / RowWorkers.Block);
    }

    private void Row(int r, int block)
    {
        var (a, b) = Math.DivRem(r, grid.Cells(1));
        if (_pass is Pass.Gather or Pass.Least or Pass.Greatest)
        {
            Read(memory.ReadRow(_array, a, b), r, block);
            return;
        }
        var row = memory.Row(_array, a, b);
        var cells = Cells(r, row.Length);
        switch (_pass)
        {
            case Pass.Scatter:
                cells.CopyTo(row);
                break;
            case Pass.ScatterTimes:
                RowArithmetic.Multiply(cells, memory.ReadRow(_other, a, b), row);
                break;
            default:
                RowArithmetic.RaiseTo(_share, memory.ReadRow(_other, a, b), row, _floor);
                break;
        }
    }

    private void Read(ReadOnlySpan<double> row, int r, int block)
    {
        if (_pass == Pass.Gather)
            row.CopyTo(Cells(r, row.Length));
        else if (_pass == Pass.Least)
            _extremes[block] = Math.Min(_extremes[block], Extremes.Least(row));
        else
            _extremes[block] = Math.Max(_extremes[block], Extremes.Greatest(row));
    }

    private Span<double> Cells(int row, int length) => _cells is null ? default : new Span<double>(_cells + (nint)row * length, length);

    private void Run(Pass pass, int array, int other, ReadOnlySpan<double> cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length, grid.Count, nameof(cells));
        // The workers reach it through a pointer: it must not move.
        fixed (double* first = cells)
        {
            _cells = first;
            Run(pass, array, other);
            _cells = null;
        }
    }

    private void Run(Pass pass, int array, int other)
    {
        (_pass, _array, _other) = (pass, array, other);
        // Arrays are made when they are first used: by the caller, not by several workers at once.
        _ = memory.Offset(array);
        _ = memory.Offset(other);
        workers.Run(this, grid.Rows);
    }
}
