using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>Störmer–Verlet steps of pairs of fields: half a kick, a drift, half a kick (Hairer, Lubich, Wanner 2003). H oscillates within O(dt²) and does not drift.</summary>
public sealed class StoermerVerlet : IStepper
{
    private const double StableShare = 1.8;
    private const int StepsBetween = 100;

    private readonly GridSystem _system;
    private readonly int[] _states, _spare, _other, _kicked, _drifting;
    private readonly SpectralRadius _radius;
    private GridKernel? _kick, _drift;
    private double _limit;
    private int _sinceRadius = StepsBetween;

    /// <summary>Binds the method.</summary>
    /// <param name="system">The flows.</param>
    /// <param name="states">The arrays of the states.</param>
    /// <param name="signs">Of each state +1 where it moves with ∂H/∂partner, −1 where against it, 0 where it stays.</param>
    public StoermerVerlet(GridSystem system, int[] states, int[] signs)
    {
        (_system, _states) = (system, states);
        var vectors = new GridVectors(system.Context, states.Length);
        _spare = vectors.New();
        _kicked = [.. Enumerable.Range(0, states.Length).Where(i => signs[i] < 0)];
        _drifting = [.. Enumerable.Range(0, states.Length).Where(i => signs[i] > 0)];
        _other = new int[states.Length];
        foreach (var i in _kicked)
            _other[i] = system.Context.Memory.Take();
        _radius = new SpectralRadius(system, vectors, keeps: true);
    }

    /// <inheritdoc/>
    public StepOutcome Advance(Span<double> state, double t, double dt)
    {
        if (_sinceRadius++ >= StepsBetween)
        {
            // Stable while dt times the highest frequency is below 2.
            var radius = _radius.At(_states, t, _spare, _spare);
            (_limit, _sinceRadius) = (radius > 0 ? StableShare / radius : double.PositiveInfinity, 0);
        }
        dt = Math.Min(dt, _limit);
        _system.Move(_kicked, ref _kick, _states, _spare, t, dt / 2);
        _system.Move(_drifting, ref _drift, _states, _spare, t + dt / 2, dt);
        _system.Move(_kicked, ref _kick, _states, _other, t + dt, dt / 2);
        _system.Fill(_states, t + dt);
        var energy = _system.Energy(_states, t + dt, out var magnitude);
        if (double.IsFinite(energy))
            return new StepOutcome(true, dt, energy, magnitude, 0, double.NaN, double.NaN, 0, 0, Math.Min(_limit, dt), FailureCause.None, -1);
        var where = _system.NotFinite(_states);
        // Every state is still where it was before it was first moved.
        foreach (var i in _kicked)
            (_states[i], _spare[i]) = (_spare[i], _states[i]);
        foreach (var i in _drifting)
            (_states[i], _spare[i]) = (_spare[i], _states[i]);
        return new StepOutcome(false, 0, energy, magnitude, double.NaN, double.NaN, double.NaN, 0, 0, dt, FailureCause.NotFinite, where);
    }
}
