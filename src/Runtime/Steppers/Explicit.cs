using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>
/// Shu and Osher's third-order Runge–Kutta method, a convex combination of Euler steps. A step longer than stability allows is cut: the limit is taken from
/// the spectral radius of the rates, which is looked at again every few steps. Adaptive steps are judged by the second-order step of the same stages.
/// </summary>
/// <remarks>At most four arrays a state: itself, two stages (in one sweep, one), and the direction of the spectral radius or the potential; where rates read a potential
/// with an array of its own, the direction is put where the second stage is.</remarks>
public sealed class Explicit : IStepper
{
    // On the negative real axis |1 + z + z²/2 + z³/6| ≤ 1 down to −2.5127; on the imaginary axis up to √3.
    private const double RealLimit = 2.5;
    private const double ImaginaryLimit = 1.7;
    private const int MostBetween = 400;
    private const double SmallestShare = 1e-9;

    // 1 − Share is exact, so the two weights add up to 1; those of 1/3 and 2/3 miss it by 5.6e-17, which the mass would lose in every step.
    private const double Share = 2.0 / 3;

    // Arrays of fewer rows stay in the cache anyway.
    private const int FewestRowsSwept = 128;

    private readonly GridSystem _system;
    private readonly GridVectors _vectors;
    private readonly int[] _states, _first;
    private readonly SpectralRadius _radius;
    private readonly ShuOsherSweep? _sweep;
    private readonly AdaptiveControl? _control;
    private readonly DensityGuard _guard;
    private readonly LimitWatch _watch = new(MostBetween);
    private readonly GrowthAlarm _alarm = new();
    private readonly GridErrorNorm? _norm;
    private readonly bool _turns;
    private int[] _second;

    /// <summary>Binds the method to the flows of a grid.</summary>
    /// <param name="system">The flows.</param>
    /// <param name="states">The arrays of the states; their numbers are exchanged as steps are taken.</param>
    /// <param name="turns">Whether the flows oscillate: limits are then those of the imaginary axis.</param>
    /// <param name="needs">Of the densities.</param>
    /// <param name="control">Step control, or null for steps that only stability limits.</param>
    public Explicit(GridSystem system, int[] states, bool turns, DensityNeeds needs, AdaptiveControl? control)
    {
        (_system, _states, _turns, _control) = (system, states, turns, control);
        _vectors = new GridVectors(system.Context, states.Length);
        _guard = new DensityGuard(system, _vectors, needs);
        _norm = control is null ? null : new GridErrorNorm(system.Context, states.Length, control);
        _first = _vectors.New();
        _sweep = system.CanSweep && system.Context.Grid.Rows >= FewestRowsSwept ? new ShuOsherSweep(system, control is not null, needs.NonNegative) : null;
        _second = _sweep is null ? _vectors.New() : [];
        _radius = new SpectralRadius(system, _vectors, keeps: _sweep is not null || !system.Plan.Potentials.Any(p => p.IsStored));
    }

    /// <inheritdoc/>
    public StepOutcome Advance(Span<double> state, double t, double dt)
    {
        if (_watch.IsDue())
            Look(t, dt);
        var (smallest, rejections, hasLooked) = (dt * SmallestShare, 0, false);
        dt = Math.Min(dt, _watch.Limit);
        var flows = _system;
        // No step is stable where the rates have no derivative.
        if (!(dt > 0))
            return new StepOutcome(false, 0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 0, 0, dt, FailureCause.NotFinite, _system.NotFinite(_first));
        while (true)
        {
            var sweep = ReferenceEquals(flows, _system) ? _sweep : null;
            var trial = sweep is null ? Stages(flows, t, dt) : Sweep(sweep, t, dt);
            var size = Math.Sqrt(trial.Squares / Count);
            var cause = !double.IsFinite(size) || _system.Plan.Ledger >= 0 && !double.IsFinite(trial.Energy) ? FailureCause.NotFinite
                : IsNegative(sweep) ? FailureCause.Negative : FailureCause.None;
            var error = cause != FailureCause.None || _control is null ? double.NaN : sweep?.Error(_control) ?? _norm!.Of(_second, _states, _first);
            var dissipation = cause == FailureCause.None ? sweep?.Dissipation ?? _system.Dissipation(_first, t + dt) : double.NaN;
            // Fixed steps have no estimate of the error that would tell that they are too long by now.
            if (_control is null && cause == FailureCause.None && !hasLooked && Rings(trial, dissipation, dt))
            {
                (hasLooked, rejections) = (true, rejections + 1);
                _radius.Forget();
                Look(t, dt);
                dt = Math.Min(dt, _watch.Limit);
                continue;
            }
            if (cause == FailureCause.None && (_control is null || _control.Accepts(dt, error)))
            {
                var next = Math.Min(_watch.Limit, _control?.AfterAcceptance(dt, error, 2, 1) ?? _watch.Limit);
                for (var i = 0; i < _states.Length; i++)
                    (_states[i], _first[i]) = (_first[i], _states[i]);
                if (hasLooked)
                    _alarm.Note(Watched(trial, dissipation));
                return new StepOutcome(true, dt, trial.Energy, trial.Magnitude, dissipation, double.NaN, double.NaN, 0, rejections, next, FailureCause.None, -1);
            }
            rejections++;
            if (cause == FailureCause.None)
            {
                dt = _control!.AfterRejection(dt, error, 2);
                if (t + dt > t)
                    continue;
                return new StepOutcome(false, 0, trial.Energy, trial.Magnitude, double.NaN, double.NaN, double.NaN, 0, rejections, dt, FailureCause.StepTooSmall, -1);
            }
            _control?.Forget();
            if (cause == FailureCause.Negative && ReferenceEquals(flows, _system) && _guard.Upwind is { } upwind)
            {
                flows = upwind;
                continue;
            }
            // The limit may be out of date where the state has changed much.
            Look(t, dt);
            dt = Math.Min(dt / 2, _watch.Limit);
            if (!(dt >= smallest))
                return new StepOutcome(false, 0, trial.Energy, trial.Magnitude, double.NaN, double.NaN, double.NaN, 0, rejections, dt, cause,
                    cause == FailureCause.Negative ? _guard.Where(_first) : _system.NotFinite(_first));
        }
    }

    private void Look(double t, double dt)
    {
        var radius = _radius.At(_states, t, _first, _second);
        // What the time alone does to it is seen ahead.
        if (_system.DependsOnTime)
            radius = Math.Max(radius, _radius.At(_states, t + dt, _first, _second));
        // Where the derivative of the rates is infinite somewhere (a power below 2 at vacuum) there is no limit to be had: the error has to see to it.
        _watch.Note(radius > 0 ? (_turns ? ImaginaryLimit : RealLimit) / radius : double.IsNaN(radius) && _control is null ? 0 : double.PositiveInfinity);
    }

    private bool Rings((double Energy, double Magnitude, double Squares) trial, double dissipation, double dt) =>
        _alarm.Rings(Watched(trial, dissipation), IsDissipative ? trial.Magnitude / dt : trial.Squares);

    // What doubles where a mode grows that steps were stable for.
    private double Watched((double Energy, double Magnitude, double Squares) trial, double dissipation) => IsDissipative ? dissipation : trial.Squares;

    private bool IsDissipative => _system.Plan.Ledger >= 0 && !_turns;

    private double Count => (double)_system.Context.Grid.Count * _states.Length;

    // The error is the difference to Heun's step u + (k₁ + k₂)/2 dt = 2·second − u.
    private (double Energy, double Magnitude, double Squares) Stages(GridSystem flows, double t, double dt)
    {
        // Sweeps need no second stage; steps with upwind mobilities are not swept.
        _second = _second.Length > 0 ? _second : _vectors.New();
        flows.Step(_states, t, dt, _first);
        flows.Stage(0.75, _states, 0.25, _first, 0.25 * dt, t + dt, _second);
        flows.Stage(1 - Share, _states, Share, _second, Share * dt, t + 0.5 * dt, _first);
        _system.Fill(_first, t + dt);
        var energy = _system.Energy(_first, t + dt, out var magnitude);
        if (_control is not null)
            _vectors.Combine(2, _second, -1, _states, -1, _first, _second);
        return (energy, magnitude, _vectors.Dot(_first, _first).Square);
    }

    private (double Energy, double Magnitude, double Squares) Sweep(ShuOsherSweep sweep, double t, double dt)
    {
        sweep.Step(_states, t, dt, _first);
        return (sweep.Energy, sweep.Magnitude, sweep.Squares);
    }

    private bool IsNegative(ShuOsherSweep? sweep)
    {
        if (sweep is null)
            return _guard.Breaks(_first);
        for (var i = 0; i < _states.Length; i++)
            if (_guard.Watches(i) && _guard.Breaks(_first, i, sweep.Least(i)))
                return true;
        return false;
    }
}
