using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>
/// Shu and Osher's third-order Runge–Kutta method, a convex combination of Euler steps. A step longer than stability allows is cut: the limit is taken from
/// the spectral radius of the rates, which is looked at again every few steps.
/// </summary>
public sealed class Explicit : IStepper
{
    // On the negative real axis |1 + z + z²/2 + z³/6| ≤ 1 down to −2.5127; on the imaginary axis up to √3.
    private const double RealLimit = 2.5;
    private const double ImaginaryLimit = 1.7;
    private const int StepsBetween = 25;

    private readonly GridSystem _system;
    private readonly int[] _states, _first, _second, _rates;
    private readonly SpectralRadius _radius;
    private readonly bool _turns;
    private double _limit;
    private int _sinceRadius = StepsBetween;

    /// <summary>Binds the method to the flows of a grid.</summary>
    /// <param name="system">The flows.</param>
    /// <param name="states">The arrays of the states; their numbers are exchanged as steps are taken.</param>
    /// <param name="turns">Whether the flows oscillate: limits are then those of the imaginary axis.</param>
    public Explicit(GridSystem system, int[] states, bool turns)
    {
        (_system, _states, _turns) = (system, states, turns);
        var memory = system.Context.Memory;
        (_first, _second, _rates) = (memory.Take(states.Length), memory.Take(states.Length), memory.Take(states.Length));
        _radius = new SpectralRadius(system, _first, _second);
    }

    /// <inheritdoc/>
    public StepOutcome Advance(Span<double> state, double t, double dt)
    {
        if (_sinceRadius++ >= StepsBetween)
        {
            _system.Rate(_states, t, _rates);
            var radius = _radius.At(_states, t, _rates);
            _limit = radius > 0 ? (_turns ? ImaginaryLimit : RealLimit) / radius : double.PositiveInfinity;
            _sinceRadius = 0;
        }
        dt = Math.Min(dt, _limit);
        _system.Step(_states, t, dt, _first);
        _system.Stage(0.75, _states, 0.25, _first, 0.25 * dt, t + dt, _second);
        _system.Stage(1.0 / 3, _states, 2.0 / 3, _second, 2.0 / 3 * dt, t + 0.5 * dt, _first);
        _system.Fill(_first, t + dt);
        var energy = _system.Energy(_first, t + dt, out var magnitude);
        var dissipation = _system.Dissipation(_first, t + dt);
        if (!double.IsFinite(dissipation) || _system.Plan.Ledger >= 0 && !double.IsFinite(energy))
            return new StepOutcome(false, 0, energy, magnitude, double.NaN, double.NaN, double.NaN, 0, 0, dt, FailureCause.NotFinite, _system.NotFinite(_first));
        for (var i = 0; i < _states.Length; i++)
            (_states[i], _first[i]) = (_first[i], _states[i]);
        return new StepOutcome(true, dt, energy, magnitude, dissipation, double.NaN, double.NaN, 0, 0, _limit, FailureCause.None, -1);
    }
}
