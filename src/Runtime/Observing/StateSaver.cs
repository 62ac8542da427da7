using Flows.Compiler.Binding;
using Flows.Compiler.Planning;
using Flows.Runtime.Results;
using Flows.Runtime.States;
using Flows.Runtime.Transport;

namespace Flows.Runtime.Observing;

/// <summary>
/// `save every s`: hands the states over at the start, at every multiple of s, and where the run ends. Of a run that fails the last good state is handed over
/// whether or not the program saves.
/// </summary>
internal sealed class StateSaver
{
    private readonly Plan _plan;
    private readonly RunState? _state;
    private readonly ISavedStates? _saved;
    private double _last = double.NaN;

    /// <summary>Prepares to save.</summary>
    /// <param name="plan">With what it says of saving.</param>
    /// <param name="state">The state of the run, or null.</param>
    /// <param name="saved">Takes the states; null where nobody wants them.</param>
    public StateSaver(Plan plan, RunState? state, ISavedStates? saved) =>
        (_plan, _state, _saved) = (plan, state, state is not null ? saved : null);

    /// <summary>Looks at a time.</summary>
    /// <param name="t">Now.</param>
    /// <param name="hit">Whether it is one of those that are hit exactly, or the start.</param>
    public void Record(double t, bool hit)
    {
        if (_saved is null || !hit || !_plan.Model.Saves.Any(every => IsMultiple(t, every)))
            return;
        Save(t);
    }

    /// <summary>Saves the last good state, unless it is saved already.</summary>
    /// <param name="t">Its time.</param>
    /// <param name="hasFailed">Whether the run ends because of a failure behind its start.</param>
    /// <returns>Whether the state at this time is saved, now or before.</returns>
    public bool Finish(double t, bool hasFailed)
    {
        if (_saved is null || double.IsNaN(_last) && !hasFailed)
            return false;
        if (t == _last)
            return true;
        if (_state!.Snapshots(t).Any(s => !Array.TrueForAll(s.Values, double.IsFinite)))
            return false;
        Save(t);
        return true;
    }

    private void Save(double t)
    {
        if (double.IsNaN(_last))
            _saved!.Begin(new SavedLayout(_plan.States[0].Domain.Axes, _plan.GridCells, [.. _plan.States.SelectMany(Fields)]));
        _saved!.Add(t, _state is QuantileState moving ? Frames(moving) : _state!.Snapshots(t).Select(s => s.Values));
        _last = t;
    }

    private IEnumerable<SavedField> Fields(StateModel state)
    {
        var (name, kind) = (state.Symbol.Name, state.Symbol.IsDensity ? "density" : "field");
        yield return new SavedField(name, $"cell averages of the {kind} {name}", _plan.GridCells, true);
        if (_state is not QuantileState moving)
            yield break;
        yield return new SavedField($"{name}_edges", $"edges of the moving cells of {name}", [moving.Edges.Length], false);
        yield return new SavedField($"{name}_values", $"averages of {name} between its moving edges", [moving.Values.Length], false);
    }

    // Moving cells are saved as they are, and as every other state is: on the uniform grid, each cell with its exact mass.
    private IEnumerable<double[]> Frames(QuantileState moving)
    {
        moving.Refresh();
        var onGrid = new double[_plan.GridCells[0]];
        QuantileRemap.ToGrid(moving.Edges, moving.Masses, moving.DomainLow, moving.DomainHigh, onGrid);
        yield return onGrid;
        yield return moving.Edges;
        yield return moving.Values;
    }

    private static bool IsMultiple(double t, double every) => Math.Abs(t / every - Math.Round(t / every)) < 1e-9;
}
