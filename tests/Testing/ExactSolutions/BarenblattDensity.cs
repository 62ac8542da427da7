using MathNet.Numerics;

namespace Flows.Testing.ExactSolutions;

/// <summary>ρ(x) = c⁻¹R⁻¹ (1 − x²/R²)₊^{1/(m−1)}: Barenblatt's profile of mass 1 on the line, of any radius.</summary>
/// <param name="exponent">m &gt; 1 of U = ρ^m/(m − 1).</param>
/// <param name="radius">R.</param>
public sealed class BarenblattDensity(double exponent, double radius) : ExactDensity
{
    private readonly double _power = 1 / (exponent - 1);
    private readonly double _constant = ProfileIntegral(exponent);

    /// <inheritdoc/>
    public override double Lower => -radius;

    /// <inheritdoc/>
    public override double Upper => radius;

    /// <summary>c = ∫_{−1}^{1}(1 − x²)^{1/(m−1)} dx.</summary>
    /// <param name="exponent">m.</param>
    public static double ProfileIntegral(double exponent) => SpecialFunctions.Beta(0.5, 1 / (exponent - 1) + 1);

    /// <summary>The radius of the source solution of ∂ₜρ = ∂ₓₓρ^m at t, mass 1.</summary>
    /// <param name="exponent">m.</param>
    /// <param name="t">Time since the point mass.</param>
    public static double SourceRadius(double exponent, double t)
    {
        // R^{m+1}' = (m + 1) 2m/((m − 1)c^{m−1}).
        var rate = (exponent + 1) * 2 * exponent / ((exponent - 1) * Math.Pow(ProfileIntegral(exponent), exponent - 1));
        return Math.Pow(rate * t, 1 / (exponent + 1));
    }

    /// <inheritdoc/>
    public override double Density(double x)
    {
        var u = x / radius;
        return u * u < 1 ? Math.Pow((1 - u) * (1 + u), _power) / (_constant * radius) : 0;
    }

    /// <inheritdoc/>
    public override double Cumulative(double x)
    {
        var u = Math.Clamp(x / radius, -1, 1);
        return SpecialFunctions.BetaRegularized(_power + 1, _power + 1, (1 + u) / 2);
    }
}
