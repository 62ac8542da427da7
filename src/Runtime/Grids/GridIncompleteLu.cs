using Flows.Compiler.Discretising.Grids;

namespace Flows.Runtime.Grids;

/// <summary>
/// Incomplete LU factors of what the cells near by contribute to the Jacobian, state by state: for flows whose coefficients span many powers of ten, as those of densities beside
/// vacuum, where an average over the cells says nothing. The entries are found by probing with vectors whose ones are too far apart to meet in a row.
/// </summary>
/// <remarks>
/// Saad, Iterative Methods for Sparse Linear Systems, 2nd ed. (2003), sec. 10.3. Probing: Curtis, Powell, Reid, J. Inst. Maths Applics 13 (1974) 117-119. On a ring the entries
/// that reach across its seam are left to the Krylov method.
/// </remarks>
internal sealed class GridIncompleteLu : IStepPreconditioner
{
    // What lies below this share of the greatest density counts as if it did not: the weights of residuals stay within 1e8 of each other.
    private const double LeastShare = 1e-16;

    private readonly GridContext _context;
    private readonly GridStepSystem _steps;
    private readonly StencilColours _colours;
    private readonly StencilLu[] _factors;
    private readonly int[] _probe, _response;
    private readonly GridReduction _reduction;
    private readonly GridKernel _roots, _times;
    // Of densities that are steep at 0, 1/√ρ; −1 of the others.
    private readonly int[] _weights;

    /// <summary>Reserves the factors.</summary>
    /// <param name="steps">The equations.</param>
    /// <param name="steep">Of each state whether it is a density that is steep at 0.</param>
    /// <param name="probe">A vector that is free between solves.</param>
    /// <param name="response">Another.</param>
    public GridIncompleteLu(GridStepSystem steps, bool[] steep, int[] probe, int[] response)
    {
        (_steps, _context, _probe, _response) = (steps, steps.System.Context, probe, response);
        _colours = new StencilColours(_context.Grid, steps.System.Plan.RowShifts);
        _context.Memory.Count(_context.Grid.Count * (_colours.Offsets.Count + 1) * probe.Length * sizeof(double));
        _factors = [.. probe.Select(_ => new StencilLu(_context.Grid, _colours.Offsets))];
        _reduction = new GridReduction(_context);
        _weights = [.. steep.Select(s => s ? _context.Memory.Take() : -1)];
        var (first, second) = (GridArray.Value(GridRole.State, 0, Shift.None), GridArray.Value(GridRole.Base, 0, Shift.None));
        _roots = new GridKernel(_context, "weights of residuals", [GridForms.InverseRoot(first, GridScalars.Stage(0))], []);
        _times = new GridKernel(_context, "product", [first * second], []);
    }

    /// <summary>Whether it is the better choice: a density steep at 0, and a rate that reads the nearest cells alone.</summary>
    public static bool Takes(GridSystem system, bool[] steep) => steep.Contains(true) && system.Plan.Smoothings.Count == 0 && system.Plan.RowReach <= 1;

    /// <inheritdoc/>
    public bool At(in StepPoint at)
    {
        _steps.NothingFarChanges();
        for (var s = 0; s < _probe.Length; s++)
        {
            _factors[s].Clear();
            for (var colour = 0; colour < _colours.Count; colour++)
            {
                foreach (var array in _probe)
                    _context.Passes.Clear(array);
                _colours.Mark(_context.Memory, _probe[s], colour);
                _steps.ApplyNear(at.A, at.B, _probe, at.T, at.Step, _response);
                _colours.Read(_context.Memory, _response[s], colour, _factors[s]);
            }
            if (!_factors[s].TryFactor())
                return false;
            if (_weights[s] < 0)
                continue;
            _roots.Use(GridRole.State, 0, at.B[s]);
            _roots.Use(GridRole.Output, 0, _weights[s]);
            _roots.Scalars[GridScalars.FirstStage] = LeastShare * _reduction.Greatest(at.B[s]);
            _roots.Run();
        }
        return true;
    }

    /// <inheritdoc/>
    public void Apply(int[] v, int[] result)
    {
        for (var s = 0; s < v.Length; s++)
            _factors[s].Solve(_context.Memory, v[s], _weights[s], result[s]);
    }

    /// <inheritdoc/>
    public void Weigh(int[] residual)
    {
        for (var s = 0; s < residual.Length; s++)
        {
            if (_weights[s] < 0)
                continue;
            _times.Use(GridRole.State, 0, residual[s]);
            _times.Use(GridRole.Base, 0, _weights[s]);
            _times.Use(GridRole.Output, 0, residual[s]);
            _times.Run();
        }
    }
}
