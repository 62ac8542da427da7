using Flows.Runtime.Energies;
using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>Implicit steps of all states of a grid together: discrete gradients, backward Euler, two-step backward differences.</summary>
/// <remarks>methods.md A 3.4–3.6. With discrete gradients F_n − F_(n+1) = dt ⟨μ, Kμ⟩ up to the solver's tolerance; the last update is in flux form, so mass is kept to
/// rounding. A density that comes out negative gets a shorter step, then backward Euler with upwind mobilities.</remarks>
public sealed class GridImplicit : IStepper
{
    private const double SmallestShare = 1e-9;

    // An error this small against its tolerance: the flow is slow beside the step.
    private const double SlowShare = 0.05;

    private readonly GridSystem _system;
    private readonly GridImplicitOptions _options;
    private readonly GridVectors _vectors;
    private readonly GridHistory _history;
    private readonly GridReduction _reduction;
    private readonly SteepDensities _steep;
    private readonly GridErrorNorm? _norm;
    private readonly int[] _states, _candidate, _known, _residual, _predicted;
    private readonly Lazy<(GridStepSystem Steps, GridNewton Newton)> _averaged, _atEnd, _upwind;
    private double _energyBefore = double.NaN, _magnitudeBefore;
    private double _lastEnergy = double.NaN;
    private bool _damps;

    /// <summary>Binds the method to the flows of a grid.</summary>
    /// <param name="system">The flows.</param>
    /// <param name="upwind">The flows with upwind mobilities, where densities need them.</param>
    /// <param name="states">The arrays of the states.</param>
    /// <param name="options">What is known, and the accuracy wanted.</param>
    public GridImplicit(GridSystem system, GridSystem? upwind, int[] states, GridImplicitOptions options)
    {
        (_system, _options, _states) = (system, options, states);
        var context = system.Context;
        _vectors = new GridVectors(context, states.Length);
        _reduction = new GridReduction(context);
        _norm = options.Control is { } control ? new GridErrorNorm(context, states.Length, control) : null;
        _history = new GridHistory(_vectors);
        IKrylov krylov = options.Restart is { } restart ? new GridGmres(_vectors, restart) : new BiCgStab(_vectors);
        (_candidate, _residual) = (_vectors.New(), _vectors.New());
        // Two-step differences start from a vector of their own, the others from the states.
        _known = options.Scheme == ImplicitScheme.Bdf2 ? _vectors.New() : [];
        (var trial, _predicted) = krylov.Free;
        var direction = _vectors.New();
        _steep = new SteepDensities(context, options.Steep);
        IStepPreconditioner? averaged = null;
        (GridStepSystem, GridNewton) Bound(GridSystem flows, double[] positions, double[] weights, double place)
        {
            var steps = new GridStepSystem(flows, positions, weights, place);
            // Between solves direction and trial are free.
            var inverse = GridBandedSolver.Takes(flows) ? new GridBandedSolver(steps, direction, trial)
                : GridIncompleteLu.Takes(flows, options.Steep) ? new GridIncompleteLu(steps, options.Steep, direction, trial) : averaged ??= new GridPreconditioner(system);
            return (steps, new GridNewton(steps, inverse, _steep, _vectors, krylov, direction, trial, options.Densities));
        }
        var points = options.IsMidpoint ? 1 : GaussRule.PointsFor(system.Plan.Energies.Select(e => e.Degree).DefaultIfEmpty(0).Aggregate(0, (a, b) => a < 0 || b < 0 ? -1 : Math.Max(a, b)));
        _averaged = new(() => Bound(system, GaussRule.Positions(points).ToArray(), GaussRule.Weights(points).ToArray(), 0.5));
        _atEnd = new(() => Bound(system, [1.0], [1.0], 1));
        _upwind = new(() => Bound(upwind ?? system, [1.0], [1.0], 1));
        // Its arrays are counted before anything is allocated.
        _ = (options.Scheme == ImplicitScheme.DiscreteGradient ? _averaged : _atEnd).Value;
    }

    /// <summary>Linear iterations of all steps.</summary>
    public long LinearIterations { get; private set; }

    /// <inheritdoc/>
    public StepOutcome Advance(Span<double> state, double t, double dt)
    {
        var (asked, smallest) = (dt, dt * SmallestShare);
        int rejections = 0, negatives = 0, iterations = 0;
        var isUpwind = false;
        _system.Fill(_states, t);
        if (double.IsNaN(_lastEnergy))
            _lastEnergy = _system.Energy(_states, t, out _magnitudeBefore);
        _energyBefore = _lastEnergy;
        while (true)
        {
            var scheme = isUpwind || _options.Scheme == ImplicitScheme.Bdf2 && _history.Depth == 0 || _damps && rejections == 0 ? ImplicitScheme.BackwardEuler : _options.Scheme;
            var (cause, outcome) = Attempt(t, dt, scheme, isUpwind, rejections == 0);
            iterations += outcome.Iterations;
            if (cause == FailureCause.None)
            {
                var error = LocalError(dt, scheme);
                if (_options.Control is not { } control || control.Accepts(dt, error))
                    return Accept(outcome, asked, dt, scheme, error, iterations, rejections);
                (dt, rejections) = (control.AfterRejection(dt, error, Order(scheme)), rejections + 1);
                continue;
            }
            rejections++;
            _options.Control?.Forget();
            if (cause == FailureCause.Negative && ++negatives > 2 && !isUpwind)
                isUpwind = true;
            else
                dt /= 2;
            if (dt >= smallest)
                continue;
            if (isUpwind || !Array.Exists(_options.Densities, d => d))
                return outcome with { Accepted = false, Dt = 0, Rejections = rejections, SuggestedDt = dt, Cause = cause };
            (isUpwind, dt) = (true, asked);
        }
    }

    private (FailureCause Cause, StepOutcome Outcome) Attempt(double t, double dt, ImplicitScheme scheme, bool isUpwind, bool extrapolate)
    {
        var (steps, newton) = isUpwind ? _upwind.Value : scheme == ImplicitScheme.DiscreteGradient ? _averaged.Value : _atEnd.Value;
        var step = scheme == ImplicitScheme.Bdf2 ? _history.BackwardDifference(_states, dt, _known) : dt;
        var known = scheme == ImplicitScheme.Bdf2 ? _known : _states;
        if (extrapolate && _history.Depth > 0 && dt <= 3 * _history.FirstDt)
            _history.Extrapolate(_states, dt, 2, _candidate);
        else
            _vectors.Copy(_states, _candidate);
        _steep.Begin(_states);
        for (var i = 0; i < _states.Length; i++)
            if (_options.Densities[i])
                _vectors.RaiseTo(_candidate[i], _states[i], 0.1, _steep.Floor(i));
        var scale = Math.Max(1, _vectors.Rms(_states));
        var tolerance = _options.Tolerance * scale;
        // Coefficients where potentials are averaged to, midway or at the end; what is prescribed at sides at both ends of the step.
        var end = t + dt;
        var at = scheme == ImplicitScheme.DiscreteGradient ? t + 0.5 * dt : end;
        steps.End = end;
        var outcome = new StepOutcome(false, dt, _energyBefore, _magnitudeBefore, double.NaN, double.NaN, double.NaN, 0, 0, dt, FailureCause.None, -1);
        for (var tightened = 0; ; tightened++)
        {
            var status = newton.Solve(_states, _candidate, known, at, step, scheme == ImplicitScheme.DiscreteGradient ? 0.5 : 1, tolerance, _residual);
            LinearIterations += newton.LinearIterations;
            outcome = outcome with { Iterations = outcome.Iterations + newton.Iterations };
            if (status != NewtonStatus.Converged)
                return (status switch { NewtonStatus.NotFinite => FailureCause.NotFinite, NewtonStatus.Negative => FailureCause.Negative, _ => FailureCause.NoConvergence },
                    outcome with { Where = _system.NotFinite(_candidate) });
            var dissipation = steps.Dissipation(_states, _candidate, at);
            // What the fluxes carry, so that mass is kept; a factor next to 1 undoes their rounding. What the solver has left would be large beside the smallest cells of a steep density, and
            // hard to get rid of in the next step: there the factor alone keeps it.
            for (var i = 0; i < _candidate.Length; i++)
                if (_options.Steep[i])
                    _vectors.Clear(_residual[i]);
            _vectors.Combine(1, _candidate, -1, _residual, _candidate);
            for (var i = 0; i < _candidate.Length; i++)
                if (_options.Densities[i] && _options.KeepsMass[i] && _reduction.Sum(known[i]) > 0)
                    _vectors.Scale(_candidate[i], _reduction.Sum(known[i]) / _reduction.Sum(_candidate[i]));
            for (var i = 0; i < _candidate.Length; i++)
                if (_options.Densities[i] && _reduction.Least(_candidate[i]) is < 0 and var least && !(least > -100 * tolerance && _vectors.Mend(_candidate[i])))
                    return (FailureCause.Negative, outcome with { Where = (int)_reduction.First(_candidate[i], value => value < 0) });
            _system.Fill(_candidate, end);
            var energy = _system.Energy(_candidate, end, out var magnitude);
            if (_system.Plan.Ledger >= 0 && !double.IsFinite(energy))
                return (FailureCause.NotFinite, outcome with { Where = _system.NotFinite(_candidate) });
            var defect = scheme == ImplicitScheme.DiscreteGradient && !_system.DependsOnTime ? _energyBefore - energy - dt * dissipation : double.NaN;
            outcome = outcome with { Energy = energy, Magnitude = magnitude, Dissipation = dissipation, BalanceDefect = defect };
            if (!(_options.PromisesDecay && energy - _energyBefore > 1e-12 * magnitude))
                return (FailureCause.None, outcome);
            if (tightened == 2)
                return (FailureCause.EnergyRose, outcome);
            tolerance *= 1e-2;
        }
    }

    // Milne's device: the difference to an extrapolation of the same order, weighed with the two error constants; NaN while the history is short.
    private double LocalError(double dt, ImplicitScheme scheme)
    {
        if (_norm is null || _history.Depth == 0)
            return double.NaN;
        var degree = Math.Min(Order(scheme), _history.Depth);
        _history.Extrapolate(_states, dt, degree, _predicted);
        double h1 = _history.FirstDt, h2 = _history.SecondDt, share;
        if (degree == 1)
            share = dt / (2 * dt + h1);
        else
        {
            var ours = scheme == ImplicitScheme.DiscreteGradient ? dt * dt * dt / 12 : dt * dt * (dt + h1) * (dt + h1) / (6 * (2 * dt + h1));
            share = ours / (ours + dt * (dt + h1) * (dt + h1 + h2) / 6);
        }
        _vectors.Combine(1, _candidate, -1, _predicted, _predicted);
        return share * _norm.Of(_predicted, _states, _candidate);
    }

    private StepOutcome Accept(StepOutcome outcome, double asked, double dt, ImplicitScheme scheme, double error, int iterations, int rejections)
    {
        var next = _options.Control?.AfterAcceptance(dt, error, Order(scheme), rejections > 0 ? Math.Max(4, outcome.Iterations) : outcome.Iterations) ?? asked;
        _history.Push(_states, _candidate, dt);
        for (var i = 0; i < _states.Length; i++)
            (_states[i], _candidate[i]) = (_candidate[i], _states[i]);
        (_lastEnergy, _magnitudeBefore) = (outcome.Energy, outcome.Magnitude);
        // Long steps of a discrete gradient turn what is stiff over and do not damp it: on the way to rest every other one does.
        _damps = _options.SeeksRest && scheme == ImplicitScheme.DiscreteGradient && error < SlowShare;
        return outcome with { Accepted = true, Dt = dt, Iterations = iterations, Rejections = rejections, SuggestedDt = next };
    }

    private static int Order(ImplicitScheme scheme) => scheme == ImplicitScheme.BackwardEuler ? 1 : 2;
}
