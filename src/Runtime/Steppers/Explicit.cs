using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>
/// Shu and Osher's third-order Runge–Kutta method, a convex combination of Euler steps. A step longer than stability allows is cut: the limit is taken from
/// the spectral radius of the rates, which is looked at again every few steps. Adaptive steps are judged by the second-order step of the same stages.
/// </summary>
public sealed class Explicit : IStepper
{
    // On the negative real axis |1 + z + z²/2 + z³/6| ≤ 1 down to −2.5127; on the imaginary axis up to √3.
    private const double RealLimit = 2.5;
    private const double ImaginaryLimit = 1.7;
    private const int StepsBetween = 25;

    // 1 − Share is exact, so the two weights add up to 1; those of 1/3 and 2/3 miss it by 5.6e-17, which the mass would lose in every step.
    private const double Share = 2.0 / 3;
    private const double SmallestShare = 1e-9;

    private readonly GridSystem _system;
    private readonly GridVectors _vectors;
    private readonly int[] _states, _first, _second;
    private readonly SpectralRadius _radius;
    private readonly AdaptiveControl? _control;
    private readonly DensityGuard _guard;
    private readonly bool _turns;
    private double _limit;
    private int _sinceRadius = StepsBetween;

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
        (_first, _second) = (_vectors.New(), _vectors.New());
        _radius = new SpectralRadius(system, _vectors, _first);
    }

    /// <inheritdoc/>
    public StepOutcome Advance(Span<double> state, double t, double dt)
    {
        if (_sinceRadius++ >= StepsBetween)
            Look(t);
        var (smallest, rejections) = (dt * SmallestShare, 0);
        dt = Math.Min(dt, _limit);
        var flows = _system;
        while (true)
        {
            flows.Step(_states, t, dt, _first);
            flows.Stage(0.75, _states, 0.25, _first, 0.25 * dt, t + dt, _second);
            flows.Stage(1 - Share, _states, Share, _second, Share * dt, t + 0.5 * dt, _first);
            _system.Fill(_first, t + dt);
            var energy = _system.Energy(_first, t + dt, out var magnitude);
            var error = Error(out var size);
            var cause = !double.IsFinite(size) || _system.Plan.Ledger >= 0 && !double.IsFinite(energy) ? FailureCause.NotFinite
                : _guard.Breaks(_first) ? FailureCause.Negative : FailureCause.None;
            if (dt > 0 && cause == FailureCause.None && (_control is null || _control.Accepts(dt, error)))
            {
                var next = Math.Min(_limit, _control?.AfterAcceptance(dt, error, 2, 1) ?? _limit);
                for (var i = 0; i < _states.Length; i++)
                    (_states[i], _first[i]) = (_first[i], _states[i]);
                return new StepOutcome(true, dt, energy, magnitude, _system.Dissipation(_states, t + dt), double.NaN, double.NaN, 0, rejections, next, FailureCause.None, -1);
            }
            rejections++;
            if (cause == FailureCause.None && dt > 0)
            {
                dt = _control!.AfterRejection(dt, error, 2);
                continue;
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
            if (!(dt >= smallest && dt > 0))
                return new StepOutcome(false, 0, energy, magnitude, double.NaN, double.NaN, double.NaN, 0, rejections, dt, cause,
                    cause == FailureCause.Negative ? _guard.Where(_first) : _system.NotFinite(_first));
        }
    }

    private void Look(double t)
    {
        var radius = _radius.At(_states, t);
        // Where the derivative of the rates is infinite somewhere (a power below 2 at vacuum) there is no limit to be had: the error has to see to it.
        _limit = radius > 0 ? (_turns ? ImaginaryLimit : RealLimit) / radius : double.IsNaN(radius) && _control is null ? 0 : double.PositiveInfinity;
        _sinceRadius = 0;
    }

    // The difference to Heun's step u + (k₁ + k₂)/2 dt = 2·second − u, over its tolerance.
    private double Error(out double size)
    {
        var count = (double)(_system.Context.Grid.Count * _states.Length);
        size = _vectors.Rms(_first);
        if (_control is null)
            return double.NaN;
        var difference = Math.Sqrt(_vectors.Combine(2, _second, -1, _states, -1, _first, _second) / count);
        var bound = _control.Absolute + _control.Relative * size;
        return bound > 0 ? difference / bound : double.NaN;
    }
}
