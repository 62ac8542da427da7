using Flows.Compiler.Discretising.Grids;

namespace Flows.Runtime.Grids;

/// <summary>Colours of the cells of a grid: no row of a stencil reads two cells of one colour. On a ring the last cells, next to the first, have colours of their own.</summary>
internal sealed class StencilColours
{
    private readonly Grid _grid;
    private readonly int[][] _classes = new int[3][];
    private readonly int[] _counts = new int[3];

    /// <summary>Colours the cells.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="shifts">The displacements that a row reads at.</param>
    public StencilColours(Grid grid, IEnumerable<Shift> shifts)
    {
        _grid = grid;
        Offsets = [.. shifts.Append(Shift.None).Distinct().OrderBy(s => s.A).ThenBy(s => s.B).ThenBy(s => s.C)];
        int[] reach = [Offsets.Max(s => Math.Abs(s.A)), Offsets.Max(s => Math.Abs(s.B)), Offsets.Max(s => Math.Abs(s.C))];
        for (var p = 0; p < 3; p++)
        {
            var (n, width) = (grid.Cells(p), 2 * reach[p] + 1);
            var whole = grid.IsPeriodic(p) ? Math.Max(1, n / width) * width : n;
            _classes[p] = [.. Enumerable.Range(0, n).Select(i => i < whole ? i % width : width + i - whole)];
            _counts[p] = _classes[p].Max() + 1;
        }
        (Factors, Modulus) = Lattice(grid, Offsets);
        Count = Modulus > 0 ? Modulus : _counts[0] * _counts[1] * _counts[2];
    }

    /// <summary>The displacements, in the order of the rows of a matrix.</summary>
    public IReadOnlyList<Shift> Offsets { get; }

    /// <summary>How many colours there are.</summary>
    public int Count { get; }

    // Where no axis is a ring, a·i + b·j + c·k modulo the fewest colours that tell all displacements apart: five for a cross in the plane.
    private (int A, int B, int C) Factors { get; }

    private int Modulus { get; }

    /// <summary>Sets the cells of a colour to 1.</summary>
    public void Mark(GridMemory memory, int array, int colour)
    {
        for (var a = 0; a < _grid.Cells(0); a++)
            for (var b = 0; b < _grid.Cells(1); b++)
            {
                var row = memory.Row(array, a, b);
                for (var c = 0; c < row.Length; c++)
                    if (Of(a, b, c) == colour)
                        row[c] = 1;
            }
    }

    /// <summary>Hands the columns of a colour to a matrix.</summary>
    /// <param name="memory">Holds the response.</param>
    /// <param name="array">The matrix times the cells of the colour.</param>
    /// <param name="colour">The colour.</param>
    /// <param name="matrix">Receives the entries of rows that are not across a seam.</param>
    public void Read(GridMemory memory, int array, int colour, StencilLu matrix)
    {
        for (var a = 0; a < _grid.Cells(0); a++)
            for (var b = 0; b < _grid.Cells(1); b++)
            {
                var row = memory.ReadRow(array, a, b);
                for (var k = 0; k < Offsets.Count; k++)
                {
                    var at = Offsets[k];
                    if ((uint)(a + at.A) >= (uint)_grid.Cells(0) || (uint)(b + at.B) >= (uint)_grid.Cells(1))
                        continue;
                    for (var c = Math.Max(0, -at.C); c < Math.Min(row.Length, row.Length - at.C); c++)
                        if (Of(a + at.A, b + at.B, c + at.C) == colour)
                            matrix[k, a, b, c] = row[c];
                }
            }
    }

    private int Of(int a, int b, int c) => Modulus > 0 ? (Factors.A * a + Factors.B * b + Factors.C * c) % Modulus
        : (_classes[0][a] * _counts[1] + _classes[1][b]) * _counts[2] + _classes[2][c];

    private static ((int A, int B, int C) Factors, int Modulus) Lattice(Grid grid, IReadOnlyList<Shift> offsets)
    {
        if (grid.IsPeriodic(0) || grid.IsPeriodic(1) || grid.IsPeriodic(2))
            return default;
        for (var m = offsets.Count; m <= 27; m++)
            for (var f = 0; f < m * m * m; f++)
            {
                var (a, b, c) = (f / m / m, f / m % m, f % m);
                if (offsets.Select(o => ((a * o.A + b * o.B + c * o.C) % m + m) % m).Distinct().Count() == offsets.Count)
                    return ((a, b, c), m);
            }
        return default;
    }
}
