using Flows.Compiler.Discretising.Grids;
using Flows.Runtime.Transforms;

namespace Flows.Runtime.Grids;

/// <summary>
/// (1 − αΔ)⁻¹ on the cells of an array. On sides where a state is prescribed its rate is too, and the images are odd; an axis of which one side is so is
/// solved on twice its length, even about the other side.
/// </summary>
internal sealed class GridHelmholtz
{
    private readonly GridContext _context;
    private readonly DiagonalSolve _solve;
    private readonly bool _isDoubled;
    private readonly double[] _cells, _extended;
    private readonly int[] _counts, _doubled;
    // Of each axis 0 where it is as long as it is, 1 where it is doubled beyond the upper side, −1 beyond the lower one.
    private readonly int[] _folds;
    private readonly List<(int Axis, bool IsUpper, double Factor, SideValues Values)> _given = [];

    /// <summary>Prepares the transforms.</summary>
    /// <param name="context">The grid.</param>
    /// <param name="smoothing">What is solved, and what is given on sides.</param>
    public GridHelmholtz(GridContext context, GridSmoothing smoothing)
    {
        _context = context;
        var grid = context.Grid;
        _counts = grid.CellsOfAxes;
        bool IsHeld(int axis, bool isUpper) => smoothing.Given.Any(g => g.Axis == axis && g.IsUpper == isUpper && g.IsValue);
        _folds = [.. Enumerable.Range(0, grid.Dimension).Select(i => (IsHeld(i, false), IsHeld(i, true)) switch { (true, false) => 1, (false, true) => -1, _ => 0 })];
        SideKind[] sides = [.. Enumerable.Range(0, grid.Dimension).Select(i => grid.IsPeriodic(grid.Position(i)) ? SideKind.Periodic
            : IsHeld(i, false) || IsHeld(i, true) ? SideKind.Odd : SideKind.Even)];
        _doubled = [.. _counts.Select((n, i) => _folds[i] == 0 ? n : 2 * n)];
        _isDoubled = _folds.Any(f => f != 0);
        var transform = context.Transform(sides, _doubled);
        _solve = new DiagonalSolve(transform, [.. Enumerable.Range(0, grid.Dimension).Select(i => grid.Spacing(grid.Position(i)))],
            Laplacian.Discrete, lambda => 1 / (1 + smoothing.Alpha * lambda));
        _cells = context.Scratch;
        var length = _isDoubled ? _doubled.Aggregate(1, (a, n) => a * n) : 0;
        context.Memory.Count((length + transform.SymbolCount) * sizeof(double));
        _extended = new double[length];
        foreach (var given in smoothing.Given)
        {
            // −α of the ghost of a solution with this value, or slope, on the side.
            var h = grid.Spacing(grid.Position(given.Axis));
            _given.Add((given.Axis, given.IsUpper, given.IsValue ? 2 * smoothing.Alpha / (h * h) : smoothing.Alpha / h,
                new SideValues(given.Value, SideRule.Faces(grid, given.Axis, given.IsUpper))));
        }
    }

    /// <summary>Solves with what is given on sides at a time; the result may be the source.</summary>
    public void Apply(int source, int result, double t)
    {
        _context.Passes.Gather(source, _cells);
        foreach (var (axis, isUpper, factor, values) in _given)
        {
            values.SetTime(t);
            var (before, n, behind) = Shape(axis);
            for (var face = 0; face < before * behind; face++)
                _cells[(face / behind * n + (isUpper ? n - 1 : 0)) * behind + face % behind] += factor * values.At(face);
        }
        Solve(result);
    }

    /// <summary>Solves with 0 on the sides: what a change of the source changes.</summary>
    public void ApplyChange(int source, int result)
    {
        _context.Passes.Gather(source, _cells);
        Solve(result);
    }

    private void Solve(int result)
    {
        if (!_isDoubled)
            _solve.Apply(_cells, _cells);
        else
        {
            for (var e = 0; e < _extended.Length; e++)
                _extended[e] = _cells[Cell(e)];
            _solve.Apply(_extended, _extended);
            for (var e = 0; e < _extended.Length; e++)
                if (IsFirst(e))
                    _cells[Cell(e)] = _extended[e];
        }
        _context.Passes.Scatter(_cells.AsSpan(0, (int)_context.Grid.Count), result);
    }

    private (int Before, int Cells, int Behind) Shape(int axis)
    {
        var (before, behind) = (1, 1);
        for (var i = 0; i < _counts.Length; i++)
            if (i < axis)
                before *= _counts[i];
            else if (i > axis)
                behind *= _counts[i];
        return (before, _counts[axis], behind);
    }

    // The cell that a place of the doubled box is, or is the image of; the odd sides lie at its outer ends.
    private int Cell(int place)
    {
        var (cell, stride) = (0, 1);
        for (var i = _counts.Length - 1; i >= 0; i--)
        {
            var (n, k) = (_counts[i], place % _doubled[i]);
            place /= _doubled[i];
            cell += stride * (_folds[i] == 0 ? k : _folds[i] > 0 ? k < n ? k : 2 * n - 1 - k : k < n ? n - 1 - k : k - n);
            stride *= n;
        }
        return cell;
    }

    private bool IsFirst(int place)
    {
        for (var i = _counts.Length - 1; i >= 0; i--)
        {
            if (_folds[i] != 0 && place % _doubled[i] >= _counts[i])
                return false;
            place /= _doubled[i];
        }
        return true;
    }
}
