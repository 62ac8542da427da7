using Flows.Runtime.Linear;

namespace Flows.Runtime.Operators;

/// <summary>One term of an Onsager operator K(u), symmetric and non-negative: ∂u/∂t = −K(u) μ, μ = ∂E_h/∂u_i / |K_i|. A term keeps its own
/// scratch: <see cref="Linearise"/> belongs to the last <see cref="AddRate"/>, the Jacobian to the last <see cref="Linearise"/>.</summary>
public abstract class OnsagerTerm
{
    private protected OnsagerTerm()
    {
    }

    /// <summary>How many cells away from a cell μ is felt: 0 or 1. The Jacobian has the half bandwidth of the energy plus this.</summary>
    public abstract int Reach { get; }

    /// <summary>Whether the Jacobian has entries outside that band.</summary>
    public abstract bool HasRemainder { get; }

    /// <summary>Whether K does not depend on u, so that the step has the distance √(dt² ⟨μ, Kμ⟩).</summary>
    public abstract bool IsConstant { get; }

    /// <summary>Whether F may grow by exchange with the outside.</summary>
    public abstract bool IsOpen { get; }

    /// <summary>Sets the time at which coefficients are taken.</summary>
    public abstract void SetTime(double t);

    /// <summary>Chooses the faces that are upwind whatever the rule of the term is (the fall-back for positivity).</summary>
    /// <param name="faces">[n + 1]; on a periodic grid the first and the last entry must agree.</param>
    /// <param name="any">Whether any of them is set.</param>
    public abstract void UseUpwind(ReadOnlySpan<bool> faces, bool any);

    /// <summary>rate −= K μ.</summary>
    /// <param name="mean">[n] the state that the mobility is taken at.</param>
    /// <param name="end">[n] the state that upwind donors are taken at.</param>
    /// <param name="mu">[n] potential; energy / amount.</param>
    /// <param name="rate">[n]; amount / volume / time.</param>
    /// <returns>⟨μ, Kμ⟩ ≥ 0; energy / time.</returns>
    public abstract double AddRate(ReadOnlySpan<double> mean, ReadOnlySpan<double> end, ReadOnlySpan<double> mu, Span<double> rate);

    /// <summary>Prepares the derivative of the rate that was added last.</summary>
    /// <param name="mean">As in <see cref="AddRate"/>.</param>
    /// <param name="end">As in <see cref="AddRate"/>.</param>
    /// <param name="weight">∂mean/∂end: ½ for a mean over the step, 1 at its end.</param>
    public abstract void Linearise(ReadOnlySpan<double> mean, ReadOnlySpan<double> end, double weight);

    /// <summary>jacobian −= σ ∂rate/∂end, where ∂μ/∂end is <paramref name="hessian"/> divided by cell volumes; the band only.</summary>
    /// <param name="sigma">σ; time.</param>
    /// <param name="hessian">∂²E_h, or the derivative of a discrete gradient; half bandwidth w.</param>
    /// <param name="jacobian">Half bandwidth ≥ w + <see cref="Reach"/>.</param>
    public abstract void SubtractJacobian(double sigma, BandedMatrix hessian, BandedMatrix jacobian);

    /// <summary>rate += (∂rate/∂end) v, nothing left out.</summary>
    /// <param name="v">[n] change of the state.</param>
    /// <param name="dmu">[n] change of μ that goes with it.</param>
    /// <param name="rate">[n]</param>
    public abstract void AddDerivativeAction(ReadOnlySpan<double> v, ReadOnlySpan<double> dmu, Span<double> rate);

    /// <summary>The largest speed |flux| / u among the upwind faces, in cells per time; 0 if there is none.</summary>
    /// <param name="u">[n] the state.</param>
    public abstract double UpwindSpeed(ReadOnlySpan<double> u);
}
