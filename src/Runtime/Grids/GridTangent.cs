using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Symbolics;

namespace Flows.Runtime.Grids;

/// <summary>
/// The derivative of the rates along a change of the states. What the change does with potentials held and what it does through them are added one after the other,
/// so that the changes of potentials take the arrays of the potentials.
/// </summary>
internal sealed class GridTangent
{
    private readonly GridSystem _system;
    private readonly GridKernel _direct;
    private readonly GridKernel? _potentials, _through;
    private readonly int[] _changes;
    private readonly int[] _stored;
    private readonly GridStepSystem? _steps;
    private int[] _states = [];
    private double _time;

    /// <summary>Prepares the passes.</summary>
    /// <param name="system">The flows.</param>
    public GridTangent(GridSystem system)
    {
        _system = system;
        var (plan, context) = (system.Plan, system.Context);
        _stored = [.. Enumerable.Range(0, plan.Potentials.Count).Where(k => plan.Potentials[k].IsStored)];
        Expr[] rates = [.. Enumerable.Range(0, plan.States.Count).Select(plan.Rate)];
        _direct = new GridKernel(context, "derivatives of rates", [.. rates.Select(r => GridForms.Changed(r, GridRole.State))], []);
        _changes = [];
        if (!(plan.Means.Count == 0 && plan.Smoothings.Count == 0 && plan.Strips.Count == 0 && plan.Energies.All(e => e.IsPlain && e.Nonlocals.Count == 0)))
        {
            // What changes with all cells, or along sides in its own way, has arrays of its own.
            _steps = new GridStepSystem(system, [1.0], [1.0], 1);
            return;
        }
        if (_stored.Length == 0)
            return;
        _potentials = new GridKernel(context, "changes of potentials",
            [.. _stored.Select(k => GridForms.Changed(plan.Energies[plan.Potentials[k].Energy].Gradient(plan.Potentials[k].State), GridRole.State))], []);
        _through = new GridKernel(context, "derivatives through potentials",
            [.. rates.Select((r, i) => GridArray.Value(GridRole.Base, i, Shift.None) + GridForms.Changed(r, GridRole.Potential))], []);
        // A rate that is not linear in the potentials reads both at once.
        _changes = [.. _stored.Select(k => _through.Reads(GridRole.Potential) ? context.Memory.Take() : system.PotentialArrays[k])];
    }

    /// <summary>Chooses the states.</summary>
    /// <param name="states">The arrays; unchanged until the next call.</param>
    /// <param name="t">The time.</param>
    /// <param name="scratch">An array a state, free for use now.</param>
    public void At(int[] states, double t, int[] scratch)
    {
        (_states, _time) = (states, t);
        _steps?.Residual(states, states, states, t, 1, scratch);
        if (_steps is null)
            _system.Fill(states, t);
    }

    /// <summary>result = J v. Fills the ghosts of v.</summary>
    public void Apply(GridVectors vectors, int[] v, int[] result)
    {
        if (_steps is not null)
        {
            // v − J v, so J v is what v has over it.
            _steps.Apply(_states, _states, v, _time, 1, result);
            vectors.Combine(1, v, -1, result, result);
            return;
        }
        _system.FillChanges(v);
        if (_direct.Reads(GridRole.Potential))
            _system.Prepare(_states, _time);
        Run(_direct, v, result);
        if (_potentials is null || _through is null)
            return;
        _potentials.Use(GridRole.Change, v);
        _potentials.Use(GridRole.Output, _changes);
        _system.Run(_potentials, _states, _time);
        for (var i = 0; i < _changes.Length; i++)
        {
            _system.BeyondPotential(_stored[i]).FillChange(_changes[i]);
            _through.Use(GridRole.PotentialChange, _stored[i], _changes[i]);
        }
        _through.Use(GridRole.Base, result);
        Run(_through, v, result);
    }

    private void Run(GridKernel kernel, int[] v, int[] result)
    {
        kernel.Use(GridRole.Change, v);
        kernel.Use(GridRole.Output, result);
        _system.Run(kernel, _states, _time);
    }
}
