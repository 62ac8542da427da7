namespace Flows.Runtime.Transport;

/// <summary>
/// A bound, computed along the run, on the distance between implicit Euler steps and the exact gradient flow of the same (discrete) energy, in
/// any Hilbert space or in 1-D W₂: from F, d² and the convexity λ of each step only. It is the error of the time steps, not of the mesh.
/// With E = (F_{k−1} − F_k)/τ − d²/τ²:
/// λ ≥ 0: e² ← e² + τ²E;
/// λ &gt; 0: e² ← exp(−λ(2−θ)τ) e² + τ²E + λ(1/θ − 1)τd²/3;
/// λ = −μ &lt; 0: e² ← exp(μ(2+θ)τ) [e² + τ²E₊ + μτd²((1 + 1/θ)/3 + 1/6)].
/// Each holds for every θ in (0, 1], and each grows with the e² it starts from, so the least is taken at every step.
/// </summary>
/// <remarks>Nochetto, Savaré and Verdi, Comm. Pure Appl. Math. 53 (2000) 525–589, for λ = 0; methods.md A 3.6.</remarks>
/// <param name="initialError">Distance at the start.</param>
public sealed class TimeErrorBound(double initialError = 0)
{
    private static readonly double[] Thetas = [0.25, 0.5, 1];
    private double _square = initialError * initialError;

    /// <summary>The bound on the distance now; length × √mass in W₂.</summary>
    public double Bound => Math.Sqrt(_square);

    /// <summary>Accounts for one step.</summary>
    /// <param name="tau">τ.</param>
    /// <param name="before">F before it.</param>
    /// <param name="after">F behind it.</param>
    /// <param name="distanceSquared">d² of it.</param>
    /// <param name="lambda">F is λ-convex along geodesics.</param>
    public void Add(double tau, double before, double after, double distanceSquared, double lambda)
    {
        // Convexity makes E ≥ 0; below 0 it is round-off.
        var excess = Math.Max(0, tau * (before - after) - distanceSquared);
        var least = lambda >= 0 ? _square + excess : double.PositiveInfinity;
        foreach (var theta in Thetas)
        {
            var square = lambda switch
            {
                > 0 => Math.Exp(-lambda * (2 - theta) * tau) * _square + excess
                    + lambda * (1 / theta - 1) * tau * distanceSquared / 3,
                < 0 => Math.Exp(-lambda * (2 + theta) * tau)
                    * (_square + excess - lambda * tau * distanceSquared * ((1 + 1 / theta) / 3 + 1.0 / 6)),
                _ => least,
            };
            least = Math.Min(least, square);
        }

        _square = least;
    }
}
