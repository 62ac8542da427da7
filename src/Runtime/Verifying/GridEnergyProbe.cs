using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Planning;
using Flows.Language;
using Flows.Runtime.Grids;
using Flows.Runtime.States;

namespace Flows.Runtime.Verifying;

/// <summary>An energy on the cells of a grid: its value, its gradient as explicit steps take it, its Hessian as implicit steps do.</summary>
internal sealed class GridEnergyProbe : IEnergyProbe, IDisposable
{
    // Against v − dt ∂rate v the identity must not cost digits.
    private const double Enlarged = 1e10;

    private readonly GridContext _context;
    private readonly GridSystem _system;
    private readonly GridStepSystem _steps;
    private readonly int[] _states, _directions, _results;
    private readonly double _volume;

    /// <summary>Binds an energy of a plan to a grid of its own.</summary>
    /// <param name="plan">With a system of flows on a grid.</param>
    /// <param name="energy">Which of its energies.</param>
    /// <param name="cells">Cells along every axis.</param>
    public GridEnergyProbe(Plan plan, int energy, Seq<int> cells)
    {
        var system = plan.System!;
        _context = new GridContext(new Grid(plan.States[0].Domain.Axes, cells, Math.Max(2, system.Reach)), 1);
        // The flow whose rates are the potentials: what steps compute of an energy, with no metric between.
        var bare = system with
        {
            // What a prescribed slope makes of the gradient belongs to no energy; its probe is that of the elements.
            Energies = [system.Energies[energy] with { FirstWeight = 0, FirstNonlocal = 0, Sides = [.. system.Energies[energy].Sides.Where(s => !s.IsOfValue)] }],
            Ledger = 0,
            Potentials = [.. plan.States.Select((_, i) => new GridPotential(0, i, true))],
            Smoothings = [],
            Means = [],
            Rates = [.. plan.States.Select((_, i) => GridArray.Value(GridRole.Potential, i, Shift.None))],
            Dissipation = 0,
            Strips = [],
        };
        if (system.Strips.Count > 0)
            bare = bare.Stripped();
        _system = new GridSystem(_context, bare, GridRunState.GhostsOf(_context, plan.States, system.Sides));
        _steps = new GridStepSystem(_system, [1], [1], 1);
        var memory = _context.Memory;
        (_states, _directions, _results) = (memory.Take(plan.States.Count), memory.Take(plan.States.Count), memory.Take(plan.States.Count));
        _volume = _context.Grid.CellVolume;
    }

    /// <inheritdoc/>
    public int Count => (int)_context.Grid.Count * _states.Length;

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> u, out double magnitude)
    {
        Scatter(u, _states);
        _system.Fill(_states, 0);
        return _system.Energy(_states, 0, out magnitude);
    }

    /// <inheritdoc/>
    public void Gradient(ReadOnlySpan<double> u, Span<double> gradient)
    {
        Scatter(u, _states);
        _system.Rate(_states, 0, _results);
        Gather(_results, gradient);
        foreach (ref var g in gradient)
            g *= _volume;
    }

    /// <inheritdoc/>
    public void Hessian(ReadOnlySpan<double> u, ReadOnlySpan<double> v, Span<double> result)
    {
        Scatter(u, _states);
        Scatter(v, _directions);
        _system.Fill(_states, 0);
        _steps.Residual(_states, _states, _states, 0, -Enlarged, _results);
        _steps.Apply(_states, _states, _directions, 0, -Enlarged, _results);
        Gather(_results, result);
        for (var i = 0; i < result.Length; i++)
            result[i] = _volume * (result[i] - v[i]) / Enlarged;
    }

    /// <inheritdoc/>
    public void Dispose() => _context.Dispose();

    private void Scatter(ReadOnlySpan<double> u, int[] arrays)
    {
        var n = u.Length / arrays.Length;
        for (var i = 0; i < arrays.Length; i++)
            _context.Passes.Scatter(u.Slice(i * n, n), arrays[i]);
    }

    private void Gather(int[] arrays, Span<double> u)
    {
        var n = u.Length / arrays.Length;
        for (var i = 0; i < arrays.Length; i++)
            _context.Passes.Gather(arrays[i], u.Slice(i * n, n));
    }
}
