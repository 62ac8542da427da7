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
    // The spectral radius is looked at again after so many steps: twice as many as the last time where it has not changed by more than a share.
    private const int FewestBetween = 25, MostBetween = 400;
    private const double Changed = 0.02;
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
    private readonly bool _turns;
    private int[] _second;
    private double _limit;
    private int _between = FewestBetween, _sinceRadius = FewestBetween;

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
        _first = _vectors.New();
        _sweep = system.CanSweep && system.Context.Grid.Rows >= FewestRowsSwept ? new ShuOsherSweep(system, control is not null, needs.NonNegative) : null;
        _second = _sweep is null ? _vectors.New() : [];
        _radius = new SpectralRadius(system, _vectors, keeps: _sweep is not null || !system.Plan.Potentials.Any(p => p.IsStored));
    }

    /// <inheritdoc/>
    public StepOutcome Advance(Span<double> state, double t, double dt)
    {
        if (_sinceRadius++ >= _between)
            Look(t);
        var (smallest, rejections) = (dt * SmallestShare, 0);
        dt = Math.Min(dt, _limit);
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
            var error = _control is { } c && c.Absolute + c.Relative * size is > 0 and var bound ? Math.Sqrt(trial.ErrorSquares / Count) / bound : double.NaN;
            if (cause == FailureCause.None && (_control is null || _control.Accepts(dt, error)))
            {
                var next = Math.Min(_limit, _control?.AfterAcceptance(dt, error, 2, 1) ?? _limit);
                for (var i = 0; i < _states.Length; i++)
                    (_states[i], _first[i]) = (_first[i], _states[i]);
                return new StepOutcome(true, dt, trial.Energy, trial.Magnitude, sweep?.Dissipation ?? _system.Dissipation(_states, t + dt), double.NaN, double.NaN, 0, rejections, next, FailureCause.None, -1);
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
            Look(t);
            dt = Math.Min(dt / 2, _limit);
            if (!(dt >= smallest))
                return new StepOutcome(false, 0, trial.Energy, trial.Magnitude, double.NaN, double.NaN, double.NaN, 0, rejections, dt, cause,
                    cause == FailureCause.Negative ? _guard.Where(_first) : _system.NotFinite(_first));
        }
    }

    private void Look(double t)
    {
        var radius = _radius.At(_states, t, _first, _second);
        // Where the derivative of the rates is infinite somewhere (a power below 2 at vacuum) there is no limit to be had: the error has to see to it.
        var limit = radius > 0 ? (_turns ? ImaginaryLimit : RealLimit) / radius : double.IsNaN(radius) && _control is null ? 0 : double.PositiveInfinity;
        _between = Math.Abs(limit - _limit) <= Changed * limit ? Math.Min(2 * _between, MostBetween) : FewestBetween;
        _limit = limit;
        _sinceRadius = 0;
    }

    private double Count => (double)_system.Context.Grid.Count * _states.Length;

    // The error is the difference to Heun's step u + (k₁ + k₂)/2 dt = 2·second − u.
    private (double Energy, double Magnitude, double ErrorSquares, double Squares) Stages(GridSystem flows, double t, double dt)
    {
        // Sweeps need no second stage; steps with upwind mobilities are not swept.
        _second = _second.Length > 0 ? _second : _vectors.New();
        flows.Step(_states, t, dt, _first);
        flows.Stage(0.75, _states, 0.25, _first, 0.25 * dt, t + dt, _second);
        flows.Stage(1 - Share, _states, Share, _second, Share * dt, t + 0.5 * dt, _first);
        _system.Fill(_first, t + dt);
        var energy = _system.Energy(_first, t + dt, out var magnitude);
        var error = _control is null ? double.NaN : _vectors.Combine(2, _second, -1, _states, -1, _first, _second);
        return (energy, magnitude, error, _vectors.Dot(_first, _first).Square);
    }

    private (double Energy, double Magnitude, double ErrorSquares, double Squares) Sweep(ShuOsherSweep sweep, double t, double dt)
    {
        sweep.Step(_states, t, dt, _first);
        return (sweep.Energy, sweep.Magnitude, sweep.ErrorSquares, sweep.Squares);
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
