using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>Störmer–Verlet steps of pairs of fields: half a kick, a drift, half a kick (Hairer, Lubich, Wanner 2003). H oscillates within O(dt²) and does not drift.</summary>
/// <remarks>Where no step is given, one is chosen for the whole run: half of what the speed of the flow allows, which errs in time about as much as differences do in space, and
/// shorter where the first step shows that more is needed. It stays the same: steps that change would let H drift.</remarks>
public sealed class StoermerVerlet : IStepper
{
    private const double StableShare = 1.8;
    private const int MostBetween = 100;

    // Of the stable step.
    private const double ChosenShare = 0.5;
    // The error of the first step, as often as there are steps, relative to the states.
    private const double WantedError = 5e-3;
    // Where space is resolved by differences, their own error is not undercut by far; else the step goes down to what is wanted.
    private const double LeastOfDifferences = 0.5, Least = 1e-4;

    private readonly GridSystem _system;
    private readonly GridVectors _vectors;
    private readonly LimitWatch _watch = new(MostBetween);
    private readonly int[] _states, _spare, _other, _kicked, _drifting, _start, _whole;
    private readonly SpectralRadius _radius;
    private readonly double _horizon;
    private GridKernel? _kick, _drift;
    private double _chosen;

    /// <summary>Binds the method.</summary>
    /// <param name="system">The flows.</param>
    /// <param name="states">The arrays of the states.</param>
    /// <param name="signs">Of each state +1 where it moves with ∂H/∂partner, −1 where against it, 0 where it stays.</param>
    /// <param name="horizon">The length of the run, for which a step is to be chosen; NaN where one is given.</param>
    public StoermerVerlet(GridSystem system, int[] states, int[] signs, double horizon = double.NaN)
    {
        (_system, _states, _horizon) = (system, states, horizon);
        _vectors = new GridVectors(system.Context, states.Length);
        _spare = _vectors.New();
        _kicked = [.. Enumerable.Range(0, states.Length).Where(i => signs[i] < 0)];
        _drifting = [.. Enumerable.Range(0, states.Length).Where(i => signs[i] > 0)];
        _other = new int[states.Length];
        foreach (var i in _kicked)
            _other[i] = system.Context.Memory.Take();
        (_start, _whole) = double.IsNaN(horizon) ? ([], []) : (_vectors.New(), _vectors.New());
        _chosen = double.IsNaN(horizon) ? double.PositiveInfinity : double.NaN;
        _radius = new SpectralRadius(system, _vectors, keeps: true);
    }

    /// <inheritdoc/>
    public StepOutcome Advance(Span<double> state, double t, double dt)
    {
        if (_watch.IsDue())
            Look(t, dt);
        if (double.IsNaN(_chosen))
            _chosen = Choose(t, dt);
        dt = Math.Min(dt, Math.Min(_chosen, _watch.Limit));
        Move(t, dt, _other);
        _system.Fill(_states, t + dt);
        var energy = _system.Energy(_states, t + dt, out var magnitude);
        if (double.IsFinite(energy))
            return new StepOutcome(true, dt, energy, magnitude, 0, double.NaN, double.NaN, 0, 0, Math.Min(_watch.Limit, double.IsFinite(_chosen) ? _chosen : dt), FailureCause.None, -1);
        var where = _system.NotFinite(_states);
        // Every state is still where it was before it was first moved.
        foreach (var i in _kicked)
            (_states[i], _spare[i]) = (_spare[i], _states[i]);
        foreach (var i in _drifting)
            (_states[i], _spare[i]) = (_spare[i], _states[i]);
        return new StepOutcome(false, 0, energy, magnitude, double.NaN, double.NaN, double.NaN, 0, 0, dt, FailureCause.NotFinite, where);
    }

    private void Look(double t, double dt)
    {
        // Stable while dt times the highest frequency is below 2.
        var radius = _radius.At(_states, t, _spare, _spare);
        if (_system.DependsOnTime)
            radius = Math.Max(radius, _radius.At(_states, t + Math.Min(dt, StableShare / radius), _spare, _spare));
        _watch.Note(radius > 0 ? StableShare / radius : double.PositiveInfinity);
    }

    private void Move(double t, double dt, int[] other)
    {
        _system.Move(_kicked, ref _kick, _states, _spare, t, dt / 2);
        _system.Move(_drifting, ref _drift, _states, _spare, t + dt / 2, dt);
        _system.Move(_kicked, ref _kick, _states, other, t + dt, dt / 2);
    }

    // A step against two of half its length, until what they differ by, as often as there are steps, is small.
    private double Choose(double t, double longest)
    {
        var dt = Math.Min(longest, ChosenShare * _watch.Limit);
        var hasDifferences = _system.Plan.Energies.Any(e => e.Reach > 0);
        var least = dt * (hasDifferences ? LeastOfDifferences : Least);
        _vectors.Copy(_states, _start);
        var before = _vectors.Dot(_start, _start).Square;
        for (; dt > least; dt /= 2)
        {
            Move(t, dt, _other);
            _vectors.Copy(_states, _whole);
            _vectors.Copy(_start, _states);
            Move(t, dt / 2, _other);
            Move(t + dt / 2, dt / 2, _other);
            var size = _vectors.Dot(_states, _states).Square;
            var error = _vectors.Combine(1, _states, -1, _whole, _whole);
            _vectors.Copy(_start, _states);
            // What starts next to nothing, and is driven, does not tell yet.
            if (hasDifferences && before < 0.25 * size)
                return dt;
            if (Math.Sqrt(error) * (_horizon / dt) <= WantedError * Math.Sqrt(size))
                break;
        }
        return dt;
    }
}
