using Flows.Compiler.Planning;
using Flows.Language;
using Flows.Runtime.Grids;
using Flows.Runtime.States;

namespace Flows.Runtime.Verifying;

/// <summary>What the flows of a grid make of the potentials of one energy at a fixed state: −rate(ξ) + rate(0), of all states together.</summary>
internal sealed class GridOperatorProbe : IOperatorProbe, IDisposable
{
    private readonly GridContext _context;
    private readonly GridSystem _system;
    private readonly int[] _states, _potentials, _rates;
    private readonly int[] _potentialOf;
    private readonly double[] _rest;

    /// <summary>Binds the flows to a grid of their own.</summary>
    /// <param name="plan">With a system of flows on a grid.</param>
    /// <param name="energy">Whose potentials are varied; the others are 0.</param>
    /// <param name="cells">Cells along every axis.</param>
    /// <param name="state">The state that mobilities are taken at: all cells of all states.</param>
    public GridOperatorProbe(Plan plan, int energy, Seq<int> cells, double[] state)
    {
        var system = plan.System!;
        _context = new GridContext(new Grid(plan.States[0].Domain.Axes, cells, Math.Max(2, system.Reach)), 1);
        _system = new GridSystem(_context, system, GridRunState.GhostsOf(_context, plan.States, system.Sides));
        var memory = _context.Memory;
        (_states, _potentials, _rates) = (memory.Take(plan.States.Count), memory.Take(system.Potentials.Count), memory.Take(plan.States.Count));
        _potentialOf = [.. plan.States.Select((_, i) => Array.FindIndex([.. system.Potentials], p => p.Energy == energy && p.State == i))];
        var n = (int)_context.Grid.Count;
        for (var i = 0; i < _states.Length; i++)
            _context.Passes.Scatter(state.AsSpan(i * n, n), _states[i]);
        _rest = new double[Count];
        Respond(new double[Count], _rest);
    }

    /// <inheritdoc/>
    public int Count => (int)_context.Grid.Count * _states.Length;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> a, Span<double> result)
    {
        Respond(a, result);
        for (var i = 0; i < result.Length; i++)
            result[i] = _rest[i] - result[i];
    }

    /// <inheritdoc/>
    public void Dispose() => _context.Dispose();

    private void Respond(ReadOnlySpan<double> a, Span<double> rates)
    {
        var (passes, n) = (_context.Passes, (int)_context.Grid.Count);
        foreach (var array in _potentials)
            passes.Clear(array);
        for (var i = 0; i < _states.Length; i++)
            if (_potentialOf[i] >= 0)
                passes.Scatter(a.Slice(i * n, n), _potentials[_potentialOf[i]]);
        _system.Respond(_states, 0, _potentials, _rates);
        for (var i = 0; i < _states.Length; i++)
            passes.Gather(_rates[i], rates.Slice(i * n, n));
    }
}
