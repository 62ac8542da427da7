using Flows.Runtime.Energies;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Transport;

/// <summary>
/// The singly diagonally implicit Runge–Kutta method of order 2 with two minimising movements a step: γ = 1 − 1/√2;
/// k = JKO_{γτ}(X), v = (k − X)/(γτ), X⁺ = JKO_{γτ} with the base X + (1 − γ)τ v. L-stable. Node space is flat, so the method of Hilbert
/// spaces is used as it is; the energy need not fall at every step.
/// </summary>
/// <remarks>Alexander, SIAM J. Numer. Anal. 14 (1977) 1006–1021.</remarks>
/// <param name="energy">F_h as a function of N + 1 nodes.</param>
/// <param name="masses">[N]: masses; 0 marks a gap.</param>
/// <param name="left">Left end of the domain.</param>
/// <param name="right">Right end of the domain.</param>
/// <param name="options">Ends and tolerances.</param>
public sealed class QuantileSdirk2(
    IDiscreteEnergy energy, ReadOnlySpan<double> masses, double left, double right, QuantileOptions options)
    : QuantileStepper(energy, masses, left, right, options)
{
    private static readonly double Gamma = 1 - Math.Sqrt(0.5);

    private readonly double[] _stage = new double[energy.Count];
    private readonly double[] _base = new double[energy.Count];

    private protected override double StageLength => Gamma;

    private protected override QuantileMinimum Attempt(
        ReadOnlySpan<double> state, double t, double dt, bool extrapolate, Span<double> next)
    {
        var tau = Gamma * dt;
        Energy.SetTime(t + tau);
        Predict(state, tau, extrapolate, _stage);
        var first = Newton.Minimise(state, tau, _stage);
        if (first.Cause != FailureCause.None)
            return first;

        var ahead = (1 - Gamma) / Gamma;
        for (var i = 0; i < _base.Length; i++)
            _base[i] = state[i] + ahead * (_stage[i] - state[i]);
        Energy.SetTime(t + dt);
        Predict(state, dt, extrapolate, next);
        if (state.SequenceEqual(next))
            _stage.CopyTo(next);
        var second = Newton.Minimise(_base, tau, next);
        return second with
        {
            Iterations = first.Iterations + second.Iterations,
            DistanceSquared = Metric.DistanceSquared(next, state),
        };
    }
}
