using Flows.Runtime.Energies;

namespace Flows.Runtime.Transport;

/// <summary>
/// The second-order backward difference formula as a minimising movement, with variable steps: with r = τ_n/τ_{n−1} one movement of length
/// τ(1 + r)/(1 + 2r) from the base ((1 + r)² X^n − r² X^{n−1})/(1 + 2r). The first step, and any step behind a state set from outside, is a JKO
/// step. Zero-stable for r below 1 + √2; a step that grows by more starts anew.
/// </summary>
/// <remarks>Matthes and Plazotta, Numer. Math. 142 (2019) 1–57; Hairer, Nørsett and Wanner, Solving ODEs I, III.5, for variable steps.</remarks>
/// <param name="energy">F_h as a function of N + 1 nodes.</param>
/// <param name="masses">[N]: masses; 0 marks a gap.</param>
/// <param name="left">Left end of the domain.</param>
/// <param name="right">Right end of the domain.</param>
/// <param name="options">Ends and tolerances.</param>
public sealed class QuantileBdf2(
    IDiscreteEnergy energy, ReadOnlySpan<double> masses, double left, double right, QuantileOptions options)
    : QuantileStepper(energy, masses, left, right, options)
{
    private readonly double[] _base = new double[energy.Count];

    private protected override double StageLength => 1;

    private protected override QuantileMinimum Attempt(
        ReadOnlySpan<double> state, double t, double dt, bool extrapolate, Span<double> next)
    {
        var ratio = PreviousDt > 0 ? dt / PreviousDt : 0;
        if (ratio >= 1 + Math.Sqrt(2))
            ratio = 0;
        var here = (1 + ratio) * (1 + ratio) / (1 + 2 * ratio);
        var back = ratio * ratio / (1 + 2 * ratio);
        for (var i = 0; i < _base.Length; i++)
            _base[i] = here * state[i] - back * Previous[i];
        Energy.SetTime(t + dt);
        Predict(state, dt, extrapolate, next);
        var minimum = Newton.Minimise(_base, dt * (1 + ratio) / (1 + 2 * ratio), next);
        return minimum with { DistanceSquared = Metric.DistanceSquared(next, state) };
    }
}
