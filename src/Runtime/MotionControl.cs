using Flows.Compiler.Planning;
using Flows.Runtime.States;
using Flows.Runtime.Steppers;
using Flows.Runtime.Transport;

namespace Flows.Runtime;

/// <summary>
/// Chooses the steps of a minimising movement by how its nodes move: with v the velocity of a step, the error of an implicit Euler step is τ²|dv/dt|/2, that of a step of
/// second order cτ³|d²v/dt²|, each from the velocities of the steps before. Energies say less: where t is in them they change by themselves, and where they are not
/// convex their balance F₀ − F₁ − d²/τ has no sign. Errors are the rms over the mass, as W₂ weighs them, and are judged against the rms of the positions about
/// their mean, the standard deviation of the density, the largest so far: neither the size of the domain nor cells without mass count.
/// </summary>
internal sealed class MotionControl
{
    // Of the local error: bdf2, Hairer, Nørsett and Wanner, Solving ODEs I, III.2; sdirk2 with γ = 1 − 1/√2, Alexander 1977.
    private const double ConstantOfBdf2 = 2.0 / 9, ConstantOfSdirk2 = 0.05;

    private readonly AdaptiveControl _control;
    private readonly QuantileState _state;
    private readonly double _relative, _absolute, _mass, _constant;
    private readonly int _order;
    private readonly double[] _before, _velocity, _lastVelocity, _change, _lastChange;
    private double _dt, _olderDt, _width;
    private int _known;

    /// <summary>The controller of a plan.</summary>
    public MotionControl(Plan plan, QuantileState state)
    {
        (_state, _mass) = (state, state.Mass());
        _control = StepChoice.Control(plan);
        (_relative, _absolute) = (_control.Relative, _control.Absolute);
        _order = plan.Method!.Order(plan.Options);
        _constant = plan.Options.Word("scheme") == "bdf2" ? ConstantOfBdf2 : ConstantOfSdirk2;
        var count = state.Unknowns.Length;
        (_before, _velocity, _lastVelocity, _change, _lastChange) = (new double[count], new double[count], new double[count], new double[count], new double[count]);
    }

    /// <summary>Keeps the state before a step.</summary>
    public void Remember(ReadOnlySpan<double> state) => state.CopyTo(_before);

    /// <summary>Puts it back.</summary>
    public void Restore(Span<double> state) => _before.CopyTo(state);

    /// <summary>Whether a step is accurate enough, and how long the next should be.</summary>
    /// <param name="outcome">A step that was solved.</param>
    /// <param name="t">The time before it.</param>
    public (bool Accepted, double Next) Judge(StepOutcome outcome, double t)
    {
        var tau = outcome.Dt;
        for (var i = 0; i < _before.Length; i++)
            _velocity[i] = (_state.Unknowns[i] - _before[i]) / tau;
        _width = Math.Max(_width, Math.Sqrt(QuantileMoments.Variance(_state.Unknowns, _state.Masses)));
        var error = Error(outcome, t) / (_relative * _width + _absolute);
        if (!_control.Accepts(tau, error))
            return (false, _control.AfterRejection(tau, error, Math.Min(_order, Math.Max(1, _known))));
        _velocity.CopyTo(_lastVelocity, 0);
        if (_known > 0)
            _change.CopyTo(_lastChange, 0);
        (_olderDt, _dt, _known) = (_dt, tau, Math.Min(2, _known + 1));
        return (true, _control.AfterAcceptance(tau, error, _order, 0));
    }

    // The rms over the mass of the error of the step.
    private double Error(StepOutcome outcome, double t)
    {
        var tau = outcome.Dt;
        if (_known == 0)
            return FirstError(outcome, t);
        for (var i = 0; i < _change.Length; i++)
            _change[i] = 2 * (_velocity[i] - _lastVelocity[i]) / (tau + _dt);
        return _order == 1 || _known == 1
            ? tau * tau / 2 * Norm(_change, [])
            : _constant * tau * tau * tau * 4 / (tau + 2 * _dt + _olderDt) * Norm(_change, _lastChange);
    }

    // No velocity came before: from the balance of the energy at one time, F₀ − F₁ − d²/τ = τ²⟨dv/dt, v⟩/2 to leading order.
    private double FirstError(StepOutcome outcome, double t)
    {
        var (tau, speed) = (outcome.Dt, Norm(_velocity, []));
        if (speed == 0 || _state.Descended is not { } energy)
            return 0;
        energy.SetTime(t + tau);
        var balance = (energy.Value(_before, out var magnitude) - energy.Value(_state.Unknowns, out _)) / _mass - tau * speed * speed;
        return Math.Max(0, Math.Abs(balance) - 1e-14 * magnitude / _mass) / speed;
    }

    // √(∫|a − b|² dm / M); b may be empty for 0.
    private double Norm(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i + 1 < a.Length; i++)
        {
            var (left, right) = b.IsEmpty ? (a[i], a[i + 1]) : (a[i] - b[i], a[i + 1] - b[i + 1]);
            sum += _state.Masses[i] * (left * left + left * right + right * right) / 3;
        }
        return Math.Sqrt(sum / _mass);
    }
}
