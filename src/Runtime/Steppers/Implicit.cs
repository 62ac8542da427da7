using Flows.Runtime.Energies;
using Flows.Runtime.Linear;
using Flows.Runtime.Operators;

namespace Flows.Runtime.Steppers;

/// <summary>Implicit steps of ∂u/∂t = −K(u) δE/δu + f on cells, solved by Newton's method with banded factors.</summary>
/// <remarks>methods.md A 3.4–3.6. With <see cref="ImplicitScheme.DiscreteGradient"/> F_n − F_(n+1) = dt ⟨μ, Kμ⟩ to rounding; mass is kept to
/// rounding in all schemes (increments are in flux form and summed with compensation). A density that comes out negative gets upwind faces
/// there, then shorter steps, then backward Euler with upwind faces everywhere.</remarks>
public sealed class Implicit : IStepper
{
    private const int RoughSteps = 2;

    private readonly IDiscreteEnergy _energy;
    private readonly OnsagerOperator _onsager;
    private readonly ImplicitOptions _options;
    private readonly ImplicitEquation _equation;
    private readonly ImplicitNewton _newton;
    private readonly StepHistory _history;
    private readonly bool _checksDecay, _hasAddedTerm;
    private readonly double[] _predicted;
    private int _damped;
    private double _scale, _energyBefore, _magnitudeBefore, _energyBehind, _magnitudeBehind, _defect;

    /// <summary>Binds the method to one flow.</summary>
    /// <param name="energy">E_h on the cells of the operator's grid.</param>
    /// <param name="onsager">K.</param>
    /// <param name="options">What is known of the flow, and the accuracy wanted.</param>
    /// <param name="added">f, if the flow has a term that is no gradient.</param>
    public Implicit(IDiscreteEnergy energy, OnsagerOperator onsager, ImplicitOptions options, IAddedTerm? added = null)
    {
        (_energy, _onsager, _options) = (energy, onsager, options);
        _equation = new ImplicitEquation(energy, onsager, added);
        _newton = new ImplicitNewton(_equation, onsager, options);
        _history = new StepHistory(energy.Count);
        _predicted = new double[energy.Count];
        _hasAddedTerm = added is not null;
        _checksDecay = options.PromisesDecay && !_hasAddedTerm && !onsager.IsOpen && options.Scheme != ImplicitScheme.Bdf2;
    }

    /// <inheritdoc/>
    public StepOutcome Advance(Span<double> state, double t, double dt)
    {
        _history.Meet(state);
        _scale = Math.Max(1, RowArithmetic.LargestMagnitude(state));
        if (_history.Steps == 0)
            _damped = _options.DampsRoughStart && IsRough(state, t, dt) ? RoughSteps : _options.DampingSteps;
        var smallest = dt * _options.SmallestShare;
        var asked = dt;
        int rejections = 0, negatives = 0, iterations = 0;
        var upwindEuler = false;
        while (true)
        {
            var scheme = upwindEuler ? ImplicitScheme.BackwardEuler : SchemeOfStep();
            var cause = Attempt(state, t, dt, scheme, upwindEuler, rejections == 0);
            iterations += _newton.Iterations;
            if (cause == FailureCause.None)
            {
                var error = LocalError(state, dt, scheme);
                if (_options.Control is not { } control || control.Accepts(dt, error))
                    return Accept(state, asked, dt, scheme, error, iterations, rejections);
                dt = control.AfterRejection(dt, error, Order(scheme));
                rejections++;
                continue;
            }
            rejections++;
            _options.Control?.Forget();
            var fellBack = cause == FailureCause.Negative || cause == FailureCause.NoConvergence && _newton.UsesUpwind;
            if (fellBack && ++negatives > 2 && !upwindEuler)
                upwindEuler = true;
            else
                dt /= 2;
            // The last resort of everything that no step cures.
            if (dt < smallest && !upwindEuler && _options.IsDensity)
                (upwindEuler, dt) = (true, asked);
            else if (dt < smallest)
                return new StepOutcome(false, 0, _energyBefore, _magnitudeBefore, double.NaN, double.NaN, double.NaN,
                    iterations, rejections, dt, cause, _newton.Where);
        }
    }

    private ImplicitScheme SchemeOfStep()
    {
        if (_history.Steps < _damped || _options.Scheme == ImplicitScheme.Bdf2 && _history.Depth == 0)
            return ImplicitScheme.BackwardEuler;
        return _options.Scheme;
    }

    private bool IsRough(ReadOnlySpan<double> state, double t, double dt)
    {
        _equation.SetStep(t, dt, ImplicitScheme.BackwardEuler);
        _equation.Begin(state, dt, ImplicitScheme.BackwardEuler, _history);
        return !(_equation.Evaluate(state) <= 0.5 * RowArithmetic.LargestMagnitude(state));
    }

    private FailureCause Attempt(ReadOnlySpan<double> state, double t, double dt, ImplicitScheme scheme, bool allUpwind, bool extrapolate)
    {
        if (double.IsNaN(_history.Energy))
        {
            _energy.SetTime(t);
            _history.Know(_energy.Value(state, out var magnitude), magnitude);
        }
        (_energyBefore, _magnitudeBefore) = (_history.Energy, _history.Magnitude);
        if (!double.IsFinite(_energyBefore))
            return FailureCause.NotFinite;
        _newton.Reset(allUpwind);
        Predict(state, dt, extrapolate);
        _equation.Begin(state, dt, scheme, _history);
        var tolerance = _options.Tolerance * _scale;
        var exact = scheme == ImplicitScheme.DiscreteGradient && _options.IsAutonomous && !_hasAddedTerm && !_onsager.IsOpen;
        for (var tightened = 0; ; tightened++)
        {
            _equation.SetStep(t, dt, scheme);
            var status = _newton.Solve(state, _history.Carry, tolerance, _scale);
            if (status != NewtonStatus.Converged)
                return status switch
                {
                    NewtonStatus.NotFinite => FailureCause.NotFinite,
                    NewtonStatus.Negative => FailureCause.Negative,
                    _ => FailureCause.NoConvergence,
                };
            _energy.SetTime(t + dt);
            _energyBehind = _energy.Value(_newton.Candidate, out _magnitudeBehind);
            if (!double.IsFinite(_energyBehind))
                return FailureCause.NotFinite;
            _defect = exact ? _energyBefore - _energyBehind - dt * _equation.Dissipation : double.NaN;
            var rose = _checksDecay && _energyBehind - _energyBefore > 1e-12 * _magnitudeBehind;
            // The balance is judged against F, but not beyond the rounding of its sum.
            var unbalanced = Math.Abs(_defect) > Math.Max(3e-11 * Math.Abs(_energyBehind), 1e-13 * _magnitudeBehind);
            if (!rose && !unbalanced)
                return FailureCause.None;
            if (tightened == 2)
                return rose ? FailureCause.EnergyRose : FailureCause.None;
            tolerance *= 1e-3;
            _newton.Restart();
        }
    }

    private void Predict(ReadOnlySpan<double> state, double dt, bool extrapolate)
    {
        var guess = _newton.Iterate;
        // Far extrapolation is worse than none.
        if (extrapolate && _history.Depth > 0 && dt <= 3 * _history.FirstDt)
            _history.Foresee(state, dt, guess);
        else
            state.CopyTo(guess);
        if (!_options.IsDensity)
            return;
        RowArithmetic.RaiseTo(0.2, state, guess);
        _newton.LiftFromZero(_scale);
    }

    // The local error over its tolerance, from the difference to an extrapolation of the same order (Milne's device); NaN while the
    // history is too short. A first-order estimate stands in for a second-order one in the second step.
    private double LocalError(ReadOnlySpan<double> state, double dt, ImplicitScheme scheme)
    {
        if (_options.Control is not { } control || _history.Depth == 0)
            return double.NaN;
        var degree = Math.Min(Order(scheme), _history.Depth);
        _history.Extrapolate(state, dt, degree, _predicted);
        double h1 = _history.FirstDt, h2 = _history.SecondDt;
        double share;
        if (degree == 1)
            // Extrapolation errs by −dt (dt + h1)/2 u'', backward Euler by dt²/2 u''.
            share = dt / (2 * dt + h1);
        else
        {
            // Extrapolation errs by −dt (dt + h1)(dt + h1 + h2)/6 u''', a discrete gradient by dt³/12, bdf2 by dt² (dt + h1)²/(6 (2 dt + h1)).
            var ours = scheme == ImplicitScheme.DiscreteGradient ? dt * dt * dt / 12 : dt * dt * (dt + h1) * (dt + h1) / (6 * (2 * dt + h1));
            share = ours / (ours + dt * (dt + h1) * (dt + h1 + h2) / 6);
        }
        var candidate = _newton.Candidate;
        var volumes = _onsager.Grid.Volumes;
        double errors = 0, before = 0, behind = 0, volume = 0;
        for (var i = 0; i < candidate.Length; i++)
        {
            var difference = candidate[i] - _predicted[i];
            errors += volumes[i] * difference * difference;
            before += volumes[i] * state[i] * state[i];
            behind += volumes[i] * candidate[i] * candidate[i];
            volume += volumes[i];
        }
        return share * GridErrorNorm.Of(control, errors, Math.Max(before, behind), volume);
    }

    private StepOutcome Accept(Span<double> state, double asked, double dt, ImplicitScheme scheme, double error, int iterations, int rejections)
    {
        var next = asked;
        if (_options.Control is { } control)
        {
            next = control.AfterAcceptance(dt, error, Order(scheme), rejections > 0 ? Math.Max(4, _newton.Iterations) : _newton.Iterations);
            // While faces are upwind nothing should cross more than a cell in a step.
            var speed = _newton.UsesUpwind ? _onsager.UpwindSpeed(_newton.Candidate) : 0;
            if (speed * next > 1)
                next = Math.Clamp(1 / speed, Math.Min(next, Math.Max(control.SmallestDt, 0.2 * dt)), next);
        }
        _newton.Candidate.CopyTo(state);
        _newton.Rest.CopyTo(_history.Carry);
        _history.Push(state, _newton.Increment, dt);
        _history.Know(_energyBehind, _magnitudeBehind);
        var distanceSquared = _onsager.IsConstant && !_hasAddedTerm && scheme != ImplicitScheme.Bdf2
            ? dt * dt * _equation.Dissipation : double.NaN;
        return new StepOutcome(true, dt, _energyBehind, _magnitudeBehind, _equation.Dissipation, distanceSquared, _defect,
            iterations, rejections, next, FailureCause.None, -1);
    }

    private static int Order(ImplicitScheme scheme) => scheme == ImplicitScheme.BackwardEuler ? 1 : 2;
}
