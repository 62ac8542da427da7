using Flows.Compiler.Planning;
using Flows.Language;
using Flows.Runtime.Results;
using Flows.Runtime.States;
using Flows.Runtime.Steppers;
using Flows.Runtime.Transport;

namespace Flows.Runtime.Observing;

/// <summary>Everything that is written down along a run: the energy ledger, observables, snapshots, expectations.</summary>
internal sealed class Recording
{
    private readonly Plan _plan;
    private readonly RunState? _state;
    private readonly RunSettings _settings;
    private readonly EnergyLedger _ledger;
    private readonly Observers _observers;
    private readonly Expectations _expectations;
    private readonly FigureCollector _figures;
    private readonly StateSaver _saver;
    private double _time;
    private bool _hasStarted;

    /// <summary>Prepares to record a run.</summary>
    public Recording(Plan plan, RunState? state, RunSettings settings)
    {
        (_plan, _state, _settings) = (plan, state, settings);
        _ledger = new EnergyLedger(plan, state);
        _observers = new Observers(plan, state);
        _expectations = new Expectations(plan, state);
        _figures = new FigureCollector(plan, state, !settings.NoPlots);
        _saver = new StateSaver(plan, state, settings.Saved);
    }

    /// <summary>F behind the last accepted step.</summary>
    public double LastEnergy => _ledger.Last;

    /// <summary>The speed of the last step, where it was asked for.</summary>
    public double LastSpeed { get; private set; } = double.NaN;

    /// <summary>Accepted steps.</summary>
    public long Steps => _ledger.Steps;

    /// <summary>Records the initial state; a failure when it has no finite energy.</summary>
    public RunFailure? Start()
    {
        _state!.Refresh();
        if (_state.Invalid() is var (what, cell))
            return Failures.BadStart(what, cell, _state);
        var energy = _state.Energy(0, out var magnitude);
        if (_plan.HasEnergy && !double.IsFinite(energy))
            return Failures.BadStart($"the energy of the initial state is {(double.IsNaN(energy) ? "not defined" : "infinite")}", -1, _state);
        _hasStarted = true;
        _ledger.Start(energy, magnitude);
        Watch(0, 0, double.NaN, true);
        return null;
    }

    /// <summary>Records a step; a failure when the ledger shows what was promised away.</summary>
    public RunFailure? Step(double t, StepOutcome outcome, bool hit)
    {
        _time = t;
        _state!.Refresh();
        var failure = _ledger.Step(t, outcome, this);
        if (failure is null && _state.Concentrated() is >= 0 and var cell)
            failure = Failures.Of(outcome with { Cause = Steppers.FailureCause.BlowUp, Where = cell }, _plan, _state, t, this);
        Watch(t, outcome.Dt, outcome.Dissipation, hit);
        return failure;
    }

    /// <summary>Counts a step that was thrown away by the step control.</summary>
    public void Reject() => _ledger.Reject();

    /// <summary>√⟨ξ, Kξ⟩ of a step; the rms of ∂u/∂t behind it where the flow does more than descend.</summary>
    public double Speed(StepOutcome outcome) =>
        LastSpeed = _plan.OnlyDescends ? Math.Sqrt(Math.Max(0, outcome.Dissipation)) : _state!.RateOfChange(_time, outcome.Dt);

    /// <summary>Closes the record.</summary>
    public RunResult Finish(RunStatus status, RunFailure? failure, double seconds)
    {
        if (_state is null)
            _observers.Record(0, 0, double.NaN, double.NaN, true);
        // A state that cannot be started from is no good one.
        if (_saver.Finish(_time, failure is not null && _hasStarted) && failure is not null)
            failure = failure with { SavedAt = _time };
        var judged = _expectations.Judge(_time);
        var statistics = _ledger.Statistics(_time, seconds, _settings.CompileSeconds);
        return new RunResult(
            System.IO.Path.GetFileNameWithoutExtension(_plan.Model.Source.Path),
            Parameters(_plan), SchemeText.Of(_plan), _plan.Method?.Name ?? "", _plan.GridCells, _plan.EnergyName, status, failure,
            _observers.Series, _figures.Snapshots, _figures.Finish(_time, _observers.Series), judged, statistics)
        {
            End = _settings.KeepsEnd && _state is not null ? [.. EndStates(_state)] : [],
        };
    }

    // Moving cells on the uniform grid, each with its exact mass.
    private IEnumerable<Snapshot> EndStates(RunState state)
    {
        if (state is not QuantileState moving)
            return state.Snapshots(_time);
        moving.Refresh();
        var cells = new double[_plan.GridCells[0]];
        QuantileRemap.ToGrid(moving.Edges, moving.Masses, moving.DomainLow, moving.DomainHigh, cells);
        var h = (moving.DomainHigh - moving.DomainLow) / cells.Length;
        return [new Snapshot(_plan.State!.Symbol.Name, _time, [[.. Enumerable.Range(0, cells.Length + 1).Select(i => moving.DomainLow + i * h)]], cells)];
    }

    /// <summary>The record of a run that was not started.</summary>
    public static RunResult Refused(Plan plan, RunFailure failure, RunSettings settings) => new(
        System.IO.Path.GetFileNameWithoutExtension(plan.Model.Source.Path), Parameters(plan), SchemeText.Of(plan), plan.Method?.Name ?? "", plan.GridCells,
        plan.EnergyName, RunStatus.Failed, failure, new Series(["t", "dt"]), [], [], [],
        new RunStatistics(0, 0, 0, 0, 0, settings.CompileSeconds, double.NaN, double.NaN, 0, plan.Promises.Decay, double.NaN, double.NaN, double.NaN, false, 0));

    private static Seq<NamedValue> Parameters(Plan plan) => [.. plan.Model.Parameters.Select(p => new NamedValue(p.Name, p.Value))];

    private void Watch(double t, double dt, double dissipation, bool hit)
    {
        _observers.Record(t, dt, _ledger.Last, dissipation, hit);
        _expectations.Record(t);
        _figures.Record(t);
        _saver.Record(t, hit);
    }
}
