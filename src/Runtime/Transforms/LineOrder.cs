using System.Runtime.InteropServices;

namespace Flows.Runtime.Transforms;

/// <summary>Moves a block of lines between the grid and rows of scratch, where row r holds one cell of every line.</summary>
/// <typeparam name="TLanes">The register; a row holds two.</typeparam>
internal sealed unsafe class LineOrder<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private readonly int _n;
    // [n] where the row of a cell begins, and [Width] where a line begins; pinned.
    private readonly nint[] _rowAt, _lineAt;
    private readonly nint* _row, _line;

    /// <summary>Tables.</summary>
    /// <param name="n">Cells of a line.</param>
    /// <param name="folded">Whether the rows are the cells 0, 2, 4, …, 5, 3, 1 rather than 0, 1, 2, ….</param>
    public LineOrder(int n, bool folded)
    {
        _n = n;
        _rowAt = GC.AllocateArray<nint>(n, pinned: true);
        _lineAt = GC.AllocateArray<nint>(TLanes.Width, pinned: true);
        for (var j = 0; j < n; j++)
            _rowAt[j] = Row * (!folded ? j : j % 2 == 0 ? j / 2 : n - (j + 1) / 2);
        for (var l = 0; l < TLanes.Width; l++)
            _lineAt[l] = (nint)l * n;
        _row = (nint*)Marshal.UnsafeAddrOfPinnedArrayElement(_rowAt, 0);
        _line = (nint*)Marshal.UnsafeAddrOfPinnedArrayElement(_lineAt, 0);
    }

    private static int Row => 2 * TLanes.Width;

    private static int Half => TLanes.Width;

    /// <summary>Columns of the grid to rows. Lanes without a line are zero.</summary>
    public void TakeColumns(double* from, nint stride, int lines, double* rows)
    {
        if (lines == Row)
            for (nint j = 0; j < _n; j++, from += stride)
            {
                TLanes a = TLanes.Load(from), b = TLanes.Load(from + Half);
                a.Store(rows + _row[j]);
                b.Store(rows + _row[j] + Half);
            }
        else
            Take(from, stride, 1, lines, rows);
    }

    /// <summary>Rows to columns of the grid.</summary>
    /// <param name="rows">n rows.</param>
    /// <param name="swapped">Whether the second half of a row holds the first lines.</param>
    /// <param name="to">Cell j of line l goes to [j · stride + l].</param>
    /// <param name="stride">From one cell of a line to the next.</param>
    /// <param name="lines">How many.</param>
    public void GiveColumns(double* rows, bool swapped, double* to, nint stride, int lines)
    {
        var first = swapped ? Half : 0;
        if (lines == Row)
            for (nint j = 0; j < _n; j++, to += stride)
            {
                TLanes a = TLanes.Load(rows + _row[j] + first), b = TLanes.Load(rows + _row[j] + Half - first);
                a.Store(to);
                b.Store(to + Half);
            }
        else
            Give(rows, first, to, stride, 1, lines);
    }

    /// <summary>Rows of the grid to rows of scratch.</summary>
    public void TakeRows(double* from, int lines, double* rows)
    {
        if (lines < Row)
        {
            Take(from, 1, _n, lines, rows);
            return;
        }
        var whole = _n - _n % Half;
        for (var j = 0; j < whole; j += Half)
        {
            TLanes.Transpose(from + j, _line, rows, _row + j);
            TLanes.Transpose(from + (nint)Half * _n + j, _line, rows + Half, _row + j);
        }
        for (var j = whole; j < _n; j++)
            for (var l = 0; l < Row; l++)
                rows[_row[j] + l] = from[(nint)l * _n + j];
    }

    /// <summary>Rows of scratch to rows of the grid.</summary>
    public void GiveRows(double* rows, bool swapped, double* to, int lines)
    {
        var first = swapped ? Half : 0;
        if (lines < Row)
        {
            Give(rows, first, to, 1, _n, lines);
            return;
        }
        var whole = _n - _n % Half;
        for (var j = 0; j < whole; j += Half)
        {
            TLanes.Transpose(rows + first, _row + j, to + j, _line);
            TLanes.Transpose(rows + Half - first, _row + j, to + (nint)Half * _n + j, _line);
        }
        for (var j = whole; j < _n; j++)
            for (var l = 0; l < Row; l++)
                to[(nint)l * _n + j] = rows[_row[j] + Lane(l, first)];
    }

    // Line l lies in lane l, or in the other half if the halves are swapped.
    private static int Lane(int l, int first) => l < Half ? l + first : l - first;

    private void Take(double* from, nint cell, nint line, int lines, double* rows)
    {
        for (var j = 0; j < _n; j++)
        {
            var row = rows + _row[j];
            for (var l = 0; l < lines; l++)
                row[l] = from[j * cell + l * line];
            new Span<double>(row + lines, Row - lines).Clear();
        }
    }

    private void Give(double* rows, int first, double* to, nint cell, nint line, int lines)
    {
        for (var j = 0; j < _n; j++)
            for (var l = 0; l < lines; l++)
                to[j * cell + l * line] = rows[_row[j] + Lane(l, first)];
    }
}
