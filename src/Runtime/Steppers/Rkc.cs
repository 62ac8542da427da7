using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>
/// Runge–Kutta–Chebyshev steps of second order with as many stages as the spectral radius asks for (Sommeijer, Shampine, Verwer 1998, eqs. 2.1–2.8), one pass over memory a
/// stage; the error is their estimate 0.8 (u − u⁺) + 0.4 dt (f + f⁺).
/// </summary>
public sealed class Rkc : IStepper
{
    private const double Damping = 2.0 / 13;
    private const int MostStages = 1000;
    private const int StepsBetween = 25;
    private const double SmallestShare = 1e-9;

    // What a rejected step says of the radius is not believed beyond this factor: its state may be far off.
    private const double LargestGrowth = 4;

    private readonly GridSystem _system;
    private readonly GridVectors _vectors;
    private readonly AdaptiveControl? _control;
    private readonly GridErrorNorm? _norm;
    private readonly GrowthAlarm _alarm = new();
    private readonly SpectralRadius _radius;
    private readonly DensityGuard _guard;
    private readonly int[] _states, _rates, _first, _second;
    // [stages + 1] of the Chebyshev polynomials at w0.
    private readonly double[] _values = new double[MostStages + 1], _slopes = new double[MostStages + 1], _curvatures = new double[MostStages + 1];
    private double _dissipation, _rho, _ratesAt = double.NaN;
    private int _sinceRadius = StepsBetween;

    /// <summary>Binds the method.</summary>
    /// <param name="system">The flows.</param>
    /// <param name="states">The arrays of the states.</param>
    /// <param name="needs">Of the densities.</param>
    /// <param name="control">Step control, or null for fixed steps.</param>
    public Rkc(GridSystem system, int[] states, DensityNeeds needs, AdaptiveControl? control)
    {
        (_system, _states, _control) = (system, states, control);
        _vectors = new GridVectors(system.Context, states.Length);
        _norm = control is null ? null : new GridErrorNorm(system.Context, states.Length, control);
        (_rates, _first, _second) = (_vectors.New(), _vectors.New(), _vectors.New());
        _radius = new SpectralRadius(system, _vectors, keeps: true);
        _guard = new DensityGuard(system, _vectors, needs);
    }

    /// <inheritdoc/>
    public StepOutcome Advance(Span<double> state, double t, double dt)
    {
        var (smallest, rejections) = (dt * SmallestShare, 0);
        if (_sinceRadius++ >= StepsBetween)
            Look(t, dt);
        else if (_control is null && _system.DependsOnTime)
            _rho = Math.Max(_rho, _radius.Along(_states, t + dt, _first));
        if (_ratesAt != t)
            _system.Rate(_states, t, _rates);
        _ratesAt = t;
        var flows = _system;
        while (true)
        {
            var stages = Math.Max(2, 1 + (int)Math.Sqrt(1 + 1.54 * dt * _rho));
            if (stages > MostStages)
            {
                dt *= (double)MostStages * MostStages / ((double)stages * stages);
                stages = MostStages;
            }
            var behind = Stages(flows, t, dt, stages);
            var isNegative = _guard.Breaks(behind);
            _system.Fill(behind, t + dt);
            var energy = _system.Energy(behind, t + dt, out var magnitude);
            var other = ReferenceEquals(behind, _first) ? _second : _first;
            var size = _vectors.Dot(behind, behind).Square;
            var cause = !double.IsFinite(size) || _system.Plan.Ledger >= 0 && !double.IsFinite(energy) ? FailureCause.NotFinite
                : isNegative ? FailureCause.Negative : FailureCause.None;
            // Fixed steps have no estimate of the error that would tell: what they end at is looked at.
            if (_control is null && cause == FailureCause.None && Outgrows(behind, t, dt, stages, magnitude, size, other))
            {
                rejections++;
                continue;
            }
            flows.Rate(behind, t + dt, other);
            var error = double.NaN;
            if (_norm is not null && cause == FailureCause.None)
            {
                // The rates at the start are overwritten by the estimate: they are computed again after a rejection.
                _vectors.Combine(0.4 * dt, _rates, 0.4 * dt, other, _rates);
                _vectors.Combine(0.8, _states, -0.8, behind, 1, _rates, _rates);
                error = _norm.Of(_rates, _states, behind);
            }
            if (cause == FailureCause.None && (_control is null || _control.Accepts(dt, error)))
            {
                var next = _control?.AfterAcceptance(dt, error, 2, 1) ?? dt;
                for (var i = 0; i < _states.Length; i++)
                {
                    (_states[i], behind[i]) = (behind[i], _states[i]);
                    (_rates[i], other[i]) = (other[i], _rates[i]);
                }
                _ratesAt = ReferenceEquals(flows, _system) ? t + dt : double.NaN;
                return new StepOutcome(true, dt, energy, magnitude, _control is null ? _dissipation : _system.Dissipation(_states, t + dt), double.NaN, double.NaN, stages, rejections, next, FailureCause.None, -1);
            }
            rejections++;
            if (cause == FailureCause.None)
            {
                dt = _control!.AfterRejection(dt, error, 2);
                if (_sinceRadius > 1)
                    Look(t, dt);
            }
            else
            {
                _control?.Forget();
                if (cause == FailureCause.Negative && ReferenceEquals(flows, _system) && _guard.Upwind is { } upwind)
                    flows = upwind;
                else
                {
                    var before = _rho;
                    _radius.Forget();
                    Look(t, dt);
                    // With stages enough the step is taken as it is.
                    if (!(cause == FailureCause.NotFinite && _rho > 1.1 * before))
                        dt /= 2;
                }
            }
            flows.Rate(_states, t, _rates);
            if (!(dt >= smallest))
                return new StepOutcome(false, 0, energy, magnitude, double.NaN, double.NaN, double.NaN, 0, rejections, dt,
                    cause == FailureCause.None ? FailureCause.StepTooSmall : cause, cause == FailureCause.Negative ? _guard.Where(behind) : _system.NotFinite(behind));
        }
    }

    private void Look(double t, double dt)
    {
        _rho = _radius.At(_states, t, _first, _second);
        // What the time alone does to it is seen ahead.
        if (_system.DependsOnTime)
            _rho = Math.Max(_rho, _radius.Along(_states, t + dt, _first));
        _sinceRadius = 1;
    }

    // Whether the stages of a step were too few for the spectral radius where it ends, which is then the new one.
    private bool Outgrows(int[] behind, double t, double dt, int stages, double magnitude, double size, int[] free)
    {
        var hasEnergy = _system.Plan.Ledger >= 0;
        _dissipation = _system.Dissipation(behind, t + dt);
        var (value, whole) = hasEnergy ? (_dissipation, magnitude / dt) : (size, size);
        var rings = _alarm.Rings(value, whole);
        if (rings)
            _radius.Forget();
        var seen = _radius.Along(behind, t + dt, free);
        if (rings)
            _alarm.Note(value);
        if (!(dt * seen > Reach(stages)))
        {
            _rho = Math.Max(_rho, seen);
            return false;
        }
        // Stages that reach further than those that failed.
        _rho = Math.Max(Math.Min(seen, LargestGrowth * _rho), 1.1 * Reach(stages) / dt);
        return true;
    }

    // dt times the radius up to which so many stages are stable.
    private static double Reach(int stages) => ((double)stages * stages - 1) / 1.54;

    private int[] Stages(GridSystem flows, double t, double dt, int s)
    {
        var w0 = 1 + Damping / ((double)s * s);
        Tabulate(w0, s);
        var w1 = _slopes[s] / _curvatures[s];
        var (before, now) = (_states, _first);
        _vectors.Combine(1, _states, B(1) * w1 * dt, _rates, _first);
        Span<double> weights = stackalloc double[5];
        var place = w1 * B(1);
        for (var j = 2; j <= s; j++)
        {
            var (mu, nu, rate) = (2 * B(j) * w0 / B(j - 1), -B(j) / B(j - 2), 2 * B(j) * w1 / B(j - 1));
            var known = -(1 - B(j - 1) * _values[j - 1]) * rate;
            (weights[0], weights[1], weights[2], weights[3], weights[4]) = (1 - mu - nu, mu, nu, rate * dt, known * dt);
            var target = ReferenceEquals(now, _first) ? _second : _first;
            flows.Stage(weights, _states, now, before, _rates, t + place * dt, target);
            (before, now) = (now, target);
            place = w1 * _curvatures[j] / _slopes[j];
        }
        return now;
    }

    private double B(int j) => _curvatures[Math.Max(j, 2)] / (_slopes[Math.Max(j, 2)] * _slopes[Math.Max(j, 2)]);

    // Chebyshev polynomials and their derivatives at w0, by recurrence.
    private void Tabulate(double w0, int s)
    {
        (_values[0], _values[1], _slopes[1]) = (1, w0, 1);
        for (var j = 2; j <= s; j++)
        {
            _values[j] = 2 * w0 * _values[j - 1] - _values[j - 2];
            _slopes[j] = 2 * _values[j - 1] + 2 * w0 * _slopes[j - 1] - _slopes[j - 2];
            _curvatures[j] = 4 * _slopes[j - 1] + 2 * w0 * _curvatures[j - 1] - _curvatures[j - 2];
        }
    }
}
