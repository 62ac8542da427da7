using Flows.Compiler.Analysis;
using Flows.Compiler.Planning;
using Flows.Runtime.Results;
using Flows.Runtime.States;
using Flows.Runtime.Steppers;
using Flows.Runtime.Transport;

namespace Flows.Runtime.Observing;

/// <summary>The energy ledger: F, its falls and rises, mass drift, the smallest value, and the bound on the time error.</summary>
internal sealed class EnergyLedger(Plan plan, RunState? state)
{
    // A rise beyond this share of Σ|e_K| is no round-off (mathematics.md §3).
    private const double RoundOff = 1e-12;

    private readonly TimeErrorBound? _bound = plan.Promises.TimeBound ? new TimeErrorBound() : null;
    private double _start = double.NaN;
    private double _startMagnitude;
    private double _worstRise;
    private double _massDrift;
    private double _minimum = double.PositiveInfinity;
    private long _rejected;
    private long _iterations;

    /// <summary>F now.</summary>
    public double Last { get; private set; } = double.NaN;

    /// <summary>The scale of the energy's round-off: Σ|e_K|, of now and of the start.</summary>
    public double Magnitude { get; private set; }

    /// <summary>Accepted steps.</summary>
    public long Steps { get; private set; }

    /// <summary>Opens the ledger.</summary>
    public void Start(double energy, double magnitude)
    {
        (_start, Last, Magnitude, _startMagnitude) = (energy, energy, magnitude, magnitude);
        state!.RememberMass();
        Least();
    }

    /// <summary>Counts a step thrown away.</summary>
    public void Reject() => _rejected++;

    /// <summary>Enters a step; a failure when F rose although that was promised away.</summary>
    public RunFailure? Step(double t, StepOutcome outcome, Recording recording)
    {
        Steps++;
        _rejected += outcome.Rejections;
        _iterations += outcome.Iterations;
        var before = Last;
        (Last, Magnitude) = (outcome.Energy, Math.Max(outcome.Magnitude, _startMagnitude));
        if (state!.MassDrift() is var drift && !(drift <= _massDrift))
            _massDrift = drift;
        Least();
        var rise = outcome.Energy - before;
        var relative = rise / Math.Max(Magnitude, double.Epsilon);
        _worstRise = Math.Max(_worstRise, relative);
        if (_bound is not null && plan.Equation!.Facts.Convexity is var c and (Proved or Suspected))
            _bound.Add(outcome.Dt, before, outcome.Energy, outcome.DistanceSquared, c is Proved p ? p.Lambda : ((Suspected)c).Lambda);
        return plan.Promises.Decay && relative > RoundOff ? Failures.Rose(t, rise, relative, recording) : null;
    }

    /// <summary>The totals.</summary>
    public RunStatistics Statistics(double t, double seconds, double compileSeconds) => new(
        Steps, _rejected, _iterations, t, seconds, compileSeconds, _start, Last, _worstRise, plan.Promises.Decay,
        state is null || state is RowState && !plan.Promises.Mass ? double.NaN : _massDrift, double.IsInfinity(_minimum) ? double.NaN : _minimum,
        TimeError, double.IsFinite(TimeError) && plan.Equation?.Facts.Convexity is Proved, Steps * (state?.Cells ?? 0))
    {
        Densities = string.Join(", ", plan.States.Where(s => s.Symbol.IsDensity).Select(s => s.Symbol.Name)),
        MemoryBytes = state?.Bytes ?? 0,
        Arrays = state?.ArrayCount ?? 0,
    };

    // A bound beyond the largest distance there is, all mass from one end to the other, says nothing.
    private double TimeError => _bound is { Bound: var bound } && Steps > 0 && state is RowState row && bound < (row.DomainHigh - row.DomainLow) * Math.Sqrt(row.Mass())
        ? bound
        : double.NaN;

    private void Least() => _minimum = Math.Min(_minimum, state!.Minimum());
}
