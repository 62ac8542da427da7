using Flows.Runtime.Linear;

namespace Flows.Runtime.Energies;

/// <summary>
/// The discrete energy E_h as a function of its degrees of freedom (cell values on a grid, node positions in mass coordinates):
/// the only place that a number called F comes from. Gradients are plain partial derivatives ∂E_h/∂u_i, not divided by a volume.
/// Nothing is allocated in any call.
/// </summary>
public interface IDiscreteEnergy
{
    /// <summary>Number of degrees of freedom.</summary>
    int Count { get; }

    /// <summary>Half bandwidth of the local part of the Hessian.</summary>
    int HalfBandwidth { get; }

    /// <summary>Whether the Hessian has a part outside the band: non-local terms, functions of functionals, periodic corners.</summary>
    bool HasRemainder { get; }

    /// <summary>Whether E_h is a polynomial of degree ≤ 2 (then one Newton step is exact).</summary>
    bool IsQuadratic { get; }

    /// <summary>Sets the time at which coefficients that depend on t are taken.</summary>
    void SetTime(double t);

    /// <summary>Sets the times of a step that averages over it: coefficients midway, what is prescribed at sides at both ends.</summary>
    void SetStep(double start, double end) => SetTime(0.5 * (start + end));

    /// <summary>E_h(u), compensated; <paramref name="magnitude"/> receives Σ|e_K|, the scale of its round-off. +∞ or NaN outside the domain of definition.</summary>
    double Value(ReadOnlySpan<double> u, out double magnitude);

    /// <summary>g_i = ∂E_h/∂u_i (overwrites).</summary>
    void Gradient(ReadOnlySpan<double> u, Span<double> gradient);

    /// <summary>Adds the banded part of the Hessian at u to <paramref name="hessian"/>, and remembers the rest for <see cref="RemainderAction"/>.</summary>
    void AddHessian(ReadOnlySpan<double> u, BandedMatrix hessian);

    /// <summary>The average vector field ∫₀¹ ∇E_h(a + s(b − a)) ds (overwrites): Σ g_i (b_i − a_i) = E_h(b) − E_h(a).</summary>
    void DiscreteGradient(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> gradient);

    /// <summary>Adds the banded part of ∂(DiscreteGradient)/∂b, and remembers the rest for <see cref="RemainderAction"/>.</summary>
    void AddDiscreteGradientDerivative(ReadOnlySpan<double> a, ReadOnlySpan<double> b, BandedMatrix derivative);

    /// <summary>The gradient of the convex part at b and of the concave part at a (convex splitting); equals <see cref="Gradient"/> at b when the energy has no known concave part (overwrites).</summary>
    void SplitGradient(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> gradient);

    /// <summary>Adds the banded part of ∂(SplitGradient)/∂b, and remembers the rest.</summary>
    void AddSplitGradientDerivative(ReadOnlySpan<double> a, ReadOnlySpan<double> b, BandedMatrix derivative);

    /// <summary>y += R v, R the part of the derivative assembled last that is outside the band. Does nothing without a remainder.</summary>
    void RemainderAction(ReadOnlySpan<double> v, Span<double> y);
}
