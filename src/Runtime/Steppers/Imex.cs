using Flows.Compiler.Discretising.Grids;
using Flows.Language;
using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>
/// Linear steps with constant coefficients: derivatives implicit, the rest explicit and stabilised. Of first order, (1 + dt M(−Δ)^p (S + A)) (u⁺ − u) = dt·rate(u), which
/// lowers the energy whatever the step where S ≥ max|f′|/2 (Eyre 1998; He, Liu, Tang 2007); of second order with two-step differences and S ≥ max f′.
/// </summary>
public sealed class Imex : IStepper
{
    private const double SmallestShare = 1e-9;
    private const double Margin = 1.05;

    private readonly GridSystem _system;
    private readonly GridVectors _vectors;
    private readonly GridHistory _history;
    private readonly GridReduction _reduction;
    private readonly GridSymbols[] _symbols;
    private readonly GridSpectral[] _solvers;
    private readonly GridKernel _slopes;
    private readonly AdaptiveControl? _control;
    private readonly GridErrorNorm? _norm;
    private readonly int[] _states, _rates, _older, _candidate, _predicted, _outputs;
    private readonly Func<double, double>[] _factors;
    private readonly bool _promisesDecay, _isSecondOrder;
    private readonly double[] _stabilisers, _preparedStabilisers;
    private double _energy = double.NaN, _magnitude, _ratesAt = double.NaN;
    private (double Step, bool Second) _prepared = (double.NaN, false);
    private double _weight, _dt;

    /// <summary>Binds the method to the flows of a grid.</summary>
    /// <param name="system">The flows.</param>
    /// <param name="rates">Their semilinear forms.</param>
    /// <param name="states">The arrays of the states.</param>
    /// <param name="isSecondOrder">Whether two-step differences are taken.</param>
    /// <param name="promisesDecay">Whether a step may not raise the energy.</param>
    /// <param name="control">Step control, or null for fixed steps.</param>
    public Imex(GridSystem system, Seq<SemilinearRate> rates, int[] states, bool isSecondOrder, bool promisesDecay, AdaptiveControl? control)
    {
        (_system, _states, _isSecondOrder, _promisesDecay, _control) = (system, states, isSecondOrder, promisesDecay, control);
        var context = system.Context;
        _vectors = new GridVectors(context, states.Length);
        _history = new GridHistory(_vectors);
        _reduction = new GridReduction(context);
        _norm = control is null ? null : new GridErrorNorm(context, states.Length, control);
        (_rates, _older, _candidate, _predicted) = (_vectors.New(), _vectors.New(), _vectors.New(), _vectors.New());
        _symbols = [.. rates.Select(r => new GridSymbols(context.Grid, r))];
        _solvers = [.. rates.Select(r => new GridSpectral(context, system.OddSides(r.State), _ => 1))];
        _slopes = new GridKernel(context, "slopes", [.. rates.Select(r => r.Slope)], []);
        (_stabilisers, _preparedStabilisers, _outputs) = (new double[rates.Count], new double[rates.Count], new int[rates.Count]);
        // Made once: they read what a step has set.
        _factors = [.. _symbols.Select((symbols, k) => (Func<double, double>)(lambda => 1 / (_weight + _dt * symbols.Decay(lambda, _stabilisers[k]))))];
    }

    /// <inheritdoc/>
    public StepOutcome Advance(Span<double> state, double t, double dt)
    {
        var (asked, smallest, rejections) = (dt, dt * SmallestShare, 0);
        _system.Fill(_states, t);
        if (double.IsNaN(_energy) || _system.Plan.DependsOnTime)
            _energy = _system.Energy(_states, t, out _magnitude);
        Stabilise(t);
        // Rates at the start, unless the last step has left them.
        if (_ratesAt != t)
            _system.Rate(_states, t, _rates);
        _ratesAt = t;
        while (true)
        {
            var second = _isSecondOrder && _history.Depth > 0;
            Step(dt, second);
            _system.Fill(_candidate, t + dt);
            var energy = _system.Energy(_candidate, t + dt, out var magnitude);
            var cause = !double.IsFinite(_system.Plan.Ledger >= 0 ? energy : _vectors.Rms(_candidate)) ? FailureCause.NotFinite
                : _promisesDecay && energy - _energy > 1e-12 * magnitude ? FailureCause.EnergyRose : FailureCause.None;
            if (cause == FailureCause.None)
            {
                var error = LocalError(dt, second);
                if (_control is null || _control.Accepts(dt, error))
                    return Accept(t, asked, dt, second ? 2 : 1, error, energy, magnitude, rejections);
                dt = _control.AfterRejection(dt, error, second ? 2 : 1);
            }
            else
            {
                _control?.Forget();
                dt /= 2;
            }
            rejections++;
            if (dt < smallest)
                return new StepOutcome(false, 0, _energy, _magnitude, double.NaN, double.NaN, double.NaN, 0, rejections, dt, cause, _system.NotFinite(_candidate));
        }
    }

    // S of every state from the slopes of f in all cells.
    private void Stabilise(double t)
    {
        _slopes.Use(GridRole.State, _states);
        foreach (var energy in _system.Energies)
        {
            energy.Prepare(_states, t);
            energy.Bind(_slopes);
        }
        for (var k = 0; k < _outputs.Length; k++)
            _outputs[k] = _candidate[k];
        _slopes.Use(GridRole.Output, _outputs);
        _slopes.Scalars[GridScalars.Time] = t;
        _slopes.Run();
        for (var k = 0; k < _symbols.Length; k++)
        {
            var (least, greatest) = (_reduction.Least(_outputs[k]), _reduction.Greatest(_outputs[k]));
            // Where steps are long a mode goes like (κλ + S) g² + 2 (f′ − S) g + S − f′ = 0 under two-step differences: stable for S = f′, not for its half.
            var wanted = Margin * (_isSecondOrder ? Math.Max(0, greatest) : Math.Max(Math.Abs(least), Math.Abs(greatest)) / 2);
            // Changed only where it must be: every change costs a new symbol.
            if (!(wanted <= _stabilisers[k] && wanted > 0.7 * _stabilisers[k]))
                _stabilisers[k] = wanted * 1.1;
        }
    }

    private void Step(double dt, bool second)
    {
        double omega = 0, weight = 1;
        if (second)
        {
            omega = dt / _history.FirstDt;
            weight = (1 + 2 * omega) / (1 + omega);
        }
        if (_prepared != (dt, second) || !_preparedStabilisers.AsSpan().SequenceEqual(_stabilisers))
        {
            (_weight, _dt) = (weight, dt);
            for (var k = 0; k < _symbols.Length; k++)
                _solvers[k].Change(_factors[k]);
            _prepared = (dt, second);
            _stabilisers.CopyTo(_preparedStabilisers, 0);
        }
        if (!second)
        {
            // u⁺ = u + (1 + dt L)⁻¹ dt·rate(u)
            _vectors.Combine(dt, _rates, 0, _rates, _candidate);
            Solve(_candidate);
            _vectors.Combine(1, _states, 1, _candidate, _candidate);
            return;
        }
        // weight·(u⁺ − u*) + dt L (u⁺ − u*) = dt (rate(u) + ω (rate(u) − rate(u₋))) − weight (u* − u) + ω²/(1 + ω) d, u* = u + ω d the extrapolated state, d the last increment.
        _history.Extrapolate(_states, dt, 1, _predicted);
        _vectors.Combine(dt * (1 + omega), _rates, -dt * omega, _older, _candidate);
        _vectors.Combine(1, _candidate, -weight, _predicted, weight, _states, _candidate);
        _vectors.Combine(1, _candidate, omega / (1 + omega), _predicted, -omega / (1 + omega), _states, _candidate);
        Solve(_candidate);
        _vectors.Combine(1, _candidate, 1, _predicted, _candidate);
    }

    private void Solve(int[] vector)
    {
        for (var k = 0; k < _symbols.Length; k++)
            _solvers[k].Apply(vector[_symbols[k].Rate.State], vector[_symbols[k].Rate.State]);
    }

    private double LocalError(double dt, bool second)
    {
        if (_norm is null || _history.Depth == 0)
            return double.NaN;
        var degree = second ? Math.Min(2, _history.Depth) : 1;
        _history.Extrapolate(_states, dt, degree, _predicted);
        double h1 = _history.FirstDt, h2 = _history.SecondDt;
        var ours = dt * dt * (dt + h1) * (dt + h1) / (6 * (2 * dt + h1));
        // The explicit part errs more than the implicit one: the difference as it stands, not a share of it, where nothing better is known.
        var share = degree == 1 ? 0.5 : ours / (ours + dt * (dt + h1) * (dt + h1 + h2) / 6) * 2;
        _vectors.Combine(1, _candidate, -1, _predicted, _predicted);
        return share * _norm.Of(_predicted, _states, _candidate);
    }

    private StepOutcome Accept(double t, double asked, double dt, int order, double error, double energy, double magnitude, int rejections)
    {
        var next = _control?.AfterAcceptance(dt, error, order, 1) ?? asked;
        var counts = _history.Push(_states, _candidate, dt);
        for (var i = 0; i < _states.Length; i++)
        {
            (_states[i], _candidate[i]) = (_candidate[i], _states[i]);
            // The older rates are those where the last increment began.
            if (counts)
                (_rates[i], _older[i]) = (_older[i], _rates[i]);
        }
        _system.Rate(_states, t + dt, _rates);
        _ratesAt = t + dt;
        (_energy, _magnitude) = (energy, magnitude);
        return new StepOutcome(true, dt, energy, magnitude, _system.Dissipation(_states, t + dt), double.NaN, double.NaN, 0, rejections, next, FailureCause.None, -1);
    }
}
