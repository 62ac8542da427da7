namespace Flows.Testing.ExactSolutions;

/// <summary>The JKO scheme's own solutions in closed form (methods.md C.1): what a step has to return to solver tolerance.</summary>
public static class ExactJko
{
    /// <summary>J1: one step of F = ∫ρ log ρ + a x²/2 ρ on a Gaussian.</summary>
    /// <param name="mean">Mean before the step.</param>
    /// <param name="deviation">Standard deviation before the step.</param>
    /// <param name="a">Confinement.</param>
    /// <param name="tau">τ.</param>
    public static (double Mean, double Deviation) Gaussian(double mean, double deviation, double a, double tau) =>
        (mean / (1 + a * tau),
            (deviation + Math.Sqrt(deviation * deviation + 4 * tau * (1 + a * tau))) / (2 * (1 + a * tau)));

    /// <summary>J2 and J5: the radius of a Barenblatt profile after one step of F = ∫ρ^m/(m − 1) + a x²/2 ρ.</summary>
    /// <param name="radius">R before the step.</param>
    /// <param name="exponent">m.</param>
    /// <param name="a">Confinement.</param>
    /// <param name="tau">τ.</param>
    public static double Barenblatt(double radius, double exponent, double a, double tau)
    {
        var c = BarenblattDensity.ProfileIntegral(exponent);
        return Radius(radius, a, tau, exponent,
            tau * 2 * exponent / ((exponent - 1) * Math.Pow(c, exponent - 1)));
    }

    /// <summary>J4: the standard deviation of a Gaussian after one step of F = ∫|∂ₓ√ρ|².</summary>
    /// <param name="deviation">Standard deviation before the step.</param>
    /// <param name="tau">τ.</param>
    public static double Fisher(double deviation, double tau) => Radius(deviation, 0, tau, 3, tau / 2);

    // (1 + aτ)R' − R = k R'^{−p}, by Newton's method from above, where the left side is convex and increasing.
    private static double Radius(double radius, double a, double tau, double power, double k)
    {
        var next = radius + Math.Pow(k, 1 / (power + 1));
        for (var i = 0; i < 60; i++)
        {
            var value = (1 + a * tau) * next - radius - k * Math.Pow(next, -power);
            next -= value / (1 + a * tau + power * k * Math.Pow(next, -power - 1));
        }

        return next;
    }
}
