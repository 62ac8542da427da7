using MathNet.Numerics;

namespace Flows.Testing.ExactSolutions;

/// <summary>N(mean, deviation²).</summary>
/// <param name="mean">Mean.</param>
/// <param name="deviation">Standard deviation.</param>
public sealed class GaussianDensity(double mean, double deviation) : ExactDensity
{
    /// <inheritdoc/>
    public override double Lower => mean - 10 * deviation;

    /// <inheritdoc/>
    public override double Upper => mean + 10 * deviation;

    /// <inheritdoc/>
    public override double Density(double x)
    {
        var u = (x - mean) / deviation;
        return Math.Exp(-u * u / 2) / (deviation * Math.Sqrt(2 * Math.PI));
    }

    /// <inheritdoc/>
    public override double Cumulative(double x) =>
        SpecialFunctions.Erfc((mean - x) / (deviation * Math.Sqrt(2))) / 2;
}
