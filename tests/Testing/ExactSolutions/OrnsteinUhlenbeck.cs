namespace Flows.Testing.ExactSolutions;

/// <summary>The W₂ gradient flow of F = ∫ρ log ρ + x²/2 ρ from a Gaussian: it stays one.</summary>
/// <param name="mean">Mean at t = 0.</param>
/// <param name="variance">Variance at t = 0.</param>
public sealed class OrnsteinUhlenbeck(double mean, double variance)
{
    /// <summary>The mean at t.</summary>
    /// <param name="t">Time.</param>
    public double Mean(double t) => mean * Math.Exp(-t);

    /// <summary>The variance at t.</summary>
    /// <param name="t">Time.</param>
    public double Variance(double t) => 1 + (variance - 1) * Math.Exp(-2 * t);

    /// <summary>F at t.</summary>
    /// <param name="t">Time.</param>
    public double Energy(double t) =>
        -Math.Log(2 * Math.PI * Math.E * Variance(t)) / 2 + (Mean(t) * Mean(t) + Variance(t)) / 2;

    /// <summary>The density at t.</summary>
    /// <param name="t">Time.</param>
    public GaussianDensity At(double t) => new(Mean(t), Math.Sqrt(Variance(t)));
}
