using Flows.Runtime.Linear;

namespace Flows.Runtime.Grids;

/// <summary>
/// The direct solver of implicit steps on one axis: what the cells near by contribute to the Jacobian is a band, found by probing with vectors whose ones are too far
/// apart to meet in a row, and factored. Means, convolutions and weights of functionals couple all cells and are left to the Krylov method.
/// </summary>
/// <remarks>Curtis, Powell, Reid, J. Inst. Maths Applics 13 (1974) 117-119. On a ring the cells are folded, 0, n − 1, 1, n − 2, …, so that the band has no corners.</remarks>
internal sealed class GridBandedSolver : IStepPreconditioner
{
    private readonly GridContext _context;
    private readonly GridStepSystem _steps;
    private readonly int[] _probe, _response;
    private readonly int _cells, _states, _reach;
    private readonly bool _isRing;
    private readonly int[] _places;
    private readonly BandedMatrix _matrix;
    private readonly BandedLu _factors;
    private readonly double[] _values;

    /// <summary>Reserves the band.</summary>
    /// <param name="steps">The equations.</param>
    /// <param name="probe">A vector that is free between solves.</param>
    /// <param name="response">Another.</param>
    public GridBandedSolver(GridStepSystem steps, int[] probe, int[] response)
    {
        (_steps, _context, _probe, _response) = (steps, steps.System.Context, probe, response);
        (_cells, _states, _reach) = (_context.Grid.Cells(2), probe.Length, steps.System.Plan.RowReach);
        _isRing = _context.Grid.IsPeriodic(2);
        _places = new int[_cells];
        for (var c = 0; c < _cells; c++)
            _places[c] = !_isRing ? c : c < (_cells + 1) / 2 ? 2 * c : 2 * (_cells - 1 - c) + 1;
        var half = (_isRing ? 2 : 1) * _reach * _states + _states - 1;
        _context.Memory.Count((long)_cells * _states * (7 * half + 5) * sizeof(double));
        _matrix = new BandedMatrix(_cells * _states, half);
        _factors = new BandedLu(_cells * _states, half);
        _values = new double[_cells * _states];
    }

    /// <summary>Whether it solves the equations of a system: one axis, wide enough for the stencils, and no operator inverted that couples all cells.</summary>
    public static bool Takes(GridSystem system) => system.Context.Grid.Dimension == 1 && system.Plan.Smoothings.Count == 0
        && system.Context.Grid.Cells(2) > 2 * (2 * system.Plan.RowReach + 1);

    /// <inheritdoc/>
    public bool At(in StepPoint at)
    {
        _matrix.Clear();
        _steps.NothingFarChanges();
        // Cells of one colour lie so far apart that no row reads two of them; the last ones of a ring, next to the first, have colours of their own.
        var colours = 2 * _reach + 1;
        var whole = _isRing ? _cells / colours * colours : _cells;
        for (var state = 0; state < _states; state++)
        {
            for (var first = 0; first < colours; first++)
                Probe(at, state, first, whole, colours);
            for (var last = whole; last < _cells; last++)
                Probe(at, state, last, last + 1, 1);
        }
        // Cells that are held at a value do not change.
        for (var i = 0; i < _matrix.Size; i++)
            if (_matrix[i, i] == 0)
                _matrix[i, i] = 1;
        return _factors.TryFactor(_matrix);
    }

    /// <inheritdoc/>
    public void Apply(int[] v, int[] result)
    {
        for (var s = 0; s < _states; s++)
        {
            var from = _context.Memory.ReadRow(v[s], 0, 0);
            for (var c = 0; c < _cells; c++)
                _values[_places[c] * _states + s] = from[c];
        }
        _factors.Solve(_values);
        for (var s = 0; s < _states; s++)
        {
            var to = _context.Memory.Row(result[s], 0, 0);
            for (var c = 0; c < _cells; c++)
                to[c] = _values[_places[c] * _states + s];
        }
        _steps.System.Release(result);
    }

    /// <inheritdoc/>
    public void Weigh(int[] residual)
    {
    }

    // The columns of some cells, `stride` apart, of one state.
    private void Probe(in StepPoint at, int state, int first, int end, int stride)
    {
        for (var s = 0; s < _states; s++)
        {
            var row = _context.Memory.Row(_probe[s], 0, 0);
            row.Clear();
            if (s == state)
                for (var c = first; c < end; c += stride)
                    row[c] = 1;
        }
        _steps.ApplyNear(at.A, at.B, _probe, at.T, at.Step, _response);
        for (var s = 0; s < _states; s++)
        {
            var row = _context.Memory.ReadRow(_response[s], 0, 0);
            for (var c = first; c < end; c += stride)
                for (var away = -_reach; away <= _reach; away++)
                {
                    var r = c + away;
                    if (_isRing)
                        r = (r + _cells) % _cells;
                    else if ((uint)r >= (uint)_cells)
                        continue;
                    _matrix[_places[r] * _states + s, _places[c] * _states + state] = row[r];
                }
        }
    }
}
