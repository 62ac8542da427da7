using Flows.Runtime.Grids;
using Flows.Runtime.Linear;

namespace Flows.Runtime.Operators;

/// <summary>The Onsager operator of one flow: a sum of terms on one grid.</summary>
public sealed class OnsagerOperator
{
    private readonly OnsagerTerm[] _terms;

    /// <summary>Sums terms.</summary>
    /// <param name="grid">The grid that all of them are bound to.</param>
    /// <param name="terms">At least one.</param>
    public OnsagerOperator(Grid1D grid, params OnsagerTerm[] terms)
    {
        ArgumentOutOfRangeException.ThrowIfZero(terms.Length);
        Grid = grid;
        _terms = [.. terms];
        foreach (var term in terms)
        {
            Reach = Math.Max(Reach, term.Reach);
            HasRemainder |= term.HasRemainder;
            IsOpen |= term.IsOpen;
        }
        IsConstant = Array.TrueForAll(_terms, term => term.IsConstant);
    }

    /// <summary>The grid.</summary>
    public Grid1D Grid { get; }

    /// <summary>The largest <see cref="OnsagerTerm.Reach"/>.</summary>
    public int Reach { get; }

    /// <summary>Whether a Jacobian has entries outside its band.</summary>
    public bool HasRemainder { get; }

    /// <summary>Whether K does not depend on the state.</summary>
    public bool IsConstant { get; }

    /// <summary>Whether a side is open, so that F may grow.</summary>
    public bool IsOpen { get; }

    /// <summary>Sets the time at which coefficients are taken.</summary>
    public void SetTime(double t)
    {
        foreach (var term in _terms)
            term.SetTime(t);
    }

    /// <summary>Chooses the faces that are upwind, as <see cref="OnsagerTerm.UseUpwind"/>.</summary>
    public void UseUpwind(ReadOnlySpan<bool> faces, bool any)
    {
        foreach (var term in _terms)
            term.UseUpwind(faces, any);
    }

    /// <summary>rate −= K μ, as <see cref="OnsagerTerm.AddRate"/>.</summary>
    /// <returns>⟨μ, Kμ⟩; energy / time.</returns>
    public double AddRate(ReadOnlySpan<double> mean, ReadOnlySpan<double> end, ReadOnlySpan<double> mu, Span<double> rate)
    {
        var dissipation = 0.0;
        foreach (var term in _terms)
            dissipation += term.AddRate(mean, end, mu, rate);
        return dissipation;
    }

    /// <summary>Prepares the derivative of the rate, as <see cref="OnsagerTerm.Linearise"/>.</summary>
    public void Linearise(ReadOnlySpan<double> mean, ReadOnlySpan<double> end, double weight)
    {
        foreach (var term in _terms)
            term.Linearise(mean, end, weight);
    }

    /// <summary>jacobian −= σ ∂rate/∂end, the band only, as <see cref="OnsagerTerm.SubtractJacobian"/>.</summary>
    public void SubtractJacobian(double sigma, BandedMatrix hessian, BandedMatrix jacobian)
    {
        foreach (var term in _terms)
            term.SubtractJacobian(sigma, hessian, jacobian);
    }

    /// <summary>rate += (∂rate/∂end) v, as <see cref="OnsagerTerm.AddDerivativeAction"/>.</summary>
    public void AddDerivativeAction(ReadOnlySpan<double> v, ReadOnlySpan<double> dmu, Span<double> rate)
    {
        foreach (var term in _terms)
            term.AddDerivativeAction(v, dmu, rate);
    }

    /// <summary>The largest speed through upwind faces; cells / time.</summary>
    public double UpwindSpeed(ReadOnlySpan<double> u)
    {
        var fastest = 0.0;
        foreach (var term in _terms)
            fastest = Math.Max(fastest, term.UpwindSpeed(u));
        return fastest;
    }
}
