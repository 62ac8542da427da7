using Flows.Runtime.Energies;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Transport;

/// <summary>
/// The minimising movement X^{n+1} = argmin W₂²(X, X^n)/(2τ) + F_h(X) (scheme <c>be</c>): first order, exact W₂, for any energy. The state is the
/// vector of nodes; masses never change. Each step is checked against F^{n+1} + d²/(2τ) ≤ F^n.
/// </summary>
/// <remarks>Jordan, Kinderlehrer and Otto, SIAM J. Math. Anal. 29 (1998) 1–17.</remarks>
/// <param name="energy">F_h as a function of N + 1 nodes.</param>
/// <param name="masses">[N]: masses; 0 marks a gap.</param>
/// <param name="left">Left end of the domain.</param>
/// <param name="right">Right end of the domain.</param>
/// <param name="options">Ends and tolerances.</param>
public sealed class QuantileJko(
    IDiscreteEnergy energy, ReadOnlySpan<double> masses, double left, double right, QuantileOptions options)
    : QuantileStepper(energy, masses, left, right, options)
{
    private protected override double StageLength => 1;

    private protected override QuantileMinimum Attempt(
        ReadOnlySpan<double> state, double t, double dt, bool extrapolate, Span<double> next)
    {
        Energy.SetTime(t + dt);
        var before = Energy.Value(state, out var magnitude);
        Predict(state, dt, extrapolate, next);
        var minimum = Newton.Minimise(state, dt, next);
        // De Giorgi; 1e-12: round-off of F, and what Newton leaves.
        return minimum.Cause == FailureCause.None
            && minimum.Energy + minimum.DistanceSquared / (2 * dt) > before + 1e-12 * magnitude
                ? minimum with { Cause = FailureCause.EnergyRose }
                : minimum;
    }
}
