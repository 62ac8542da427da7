using System.Runtime.CompilerServices;
using Flows.Compiler.Discretising.Grids;

namespace Flows.Runtime.Grids;

/// <summary>Incomplete LU factors, without fill, of a matrix whose rows read the cells at some displacements.</summary>
internal sealed class StencilLu
{
    private readonly Grid _grid;
    private readonly int _count, _margin, _diagonal;
    private readonly int[] _distances;
    private readonly double[][] _entries;
    private readonly double[] _cells;
    // Where the product of entry l of a row and entry u of the row that it names belongs; −1 where it is dropped.
    private readonly int[,] _targets;

    /// <summary>Reserves the entries.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="offsets">The displacements, none among them, in the order of the cells that they lead to.</param>
    public StencilLu(Grid grid, IReadOnlyList<Shift> offsets)
    {
        (_grid, _count) = (grid, (int)grid.Count);
        var (middle, last) = (grid.Cells(1), grid.Cells(2));
        _distances = [.. offsets.Select(o => (o.A * middle + o.B) * last + o.C)];
        _diagonal = offsets.ToList().IndexOf(Shift.None);
        _margin = _distances.Max(Math.Abs);
        _entries = [.. offsets.Select(_ => new double[_count + 2 * _margin])];
        _cells = new double[_count + 2 * _margin];
        _targets = new int[offsets.Count, offsets.Count];
        for (var l = 0; l < offsets.Count; l++)
            for (var u = 0; u < offsets.Count; u++)
                _targets[l, u] = offsets.ToList().IndexOf(offsets[l] + offsets[u]);
    }

    /// <summary>An entry of the row of a cell.</summary>
    public double this[int offset, int a, int b, int c]
    {
        set => _entries[offset][_margin + (a * _grid.Cells(1) + b) * _grid.Cells(2) + c] = value;
    }

    /// <summary>Sets every entry to zero.</summary>
    public void Clear()
    {
        foreach (var entries in _entries)
            Array.Clear(entries);
    }

    /// <summary>Factors the matrix in place.</summary>
    /// <returns>False where a pivot is 0 or not finite.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryFactor()
    {
        // The diagonal is kept inverted.
        var inverse = _entries[_diagonal];
        for (var i = _margin; i < _margin + _count; i++)
        {
            for (var l = 0; l < _diagonal; l++)
            {
                if (_entries[l][i] == 0)
                    continue;
                var k = i + _distances[l];
                var factor = _entries[l][i] *= inverse[k];
                for (var u = _diagonal + 1; u < _entries.Length; u++)
                    if (_targets[l, u] >= 0)
                        _entries[_targets[l, u]][i] -= factor * _entries[u][k];
            }
            inverse[i] = 1 / inverse[i];
            if (!double.IsFinite(inverse[i]))
                return false;
        }
        return true;
    }

    /// <summary>result ≈ A⁻¹ (v/weights).</summary>
    /// <param name="memory">Holds the arrays.</param>
    /// <param name="v">The right side.</param>
    /// <param name="weights">What it is divided by; −1 for nothing.</param>
    /// <param name="result">Receives the solution; may be v.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Solve(GridMemory memory, int v, int weights, int result)
    {
        var (x, middle, last) = (_cells, _grid.Cells(1), _grid.Cells(2));
        for (var r = 0; r < _grid.Rows; r++)
        {
            var cells = x.AsSpan(_margin + r * last, last);
            memory.ReadRow(v, r / middle, r % middle).CopyTo(cells);
            if (weights < 0)
                continue;
            var by = memory.ReadRow(weights, r / middle, r % middle);
            for (var c = 0; c < cells.Length; c++)
                cells[c] /= by[c];
        }
        for (var i = _margin; i < _margin + _count; i++)
        {
            var sum = x[i];
            for (var l = 0; l < _diagonal; l++)
                sum -= _entries[l][i] * x[i + _distances[l]];
            x[i] = sum;
        }
        var inverse = _entries[_diagonal];
        for (var i = _margin + _count - 1; i >= _margin; i--)
        {
            var sum = x[i];
            for (var u = _diagonal + 1; u < _entries.Length; u++)
                sum -= _entries[u][i] * x[i + _distances[u]];
            x[i] = sum * inverse[i];
        }
        for (var r = 0; r < _grid.Rows; r++)
            x.AsSpan(_margin + r * last, last).CopyTo(memory.Row(result, r / middle, r % middle));
    }
}
