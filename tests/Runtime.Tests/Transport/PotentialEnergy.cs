using Flows.Runtime.Linear;

namespace Flows.Runtime.Tests.Transport;

/// <summary>∫Vρ by three Gauss points in each cell, V given with two derivatives; and a x²/2.</summary>
internal sealed class PotentialEnergy(
    double[] masses, Func<double, double> v, Func<double, double> slope, Func<double, double> curvature)
    : QuantileEnergy(masses, 0)
{
    private static readonly double[] Points = [0.5 - Math.Sqrt(0.15), 0.5, 0.5 + Math.Sqrt(0.15)];
    private static readonly double[] Weights = [5.0 / 18, 8.0 / 18, 5.0 / 18];

    protected override double LocalValue(ReadOnlySpan<double> x, out double magnitude)
    {
        var sum = 0.0;
        magnitude = 0;
        for (var i = 0; i < Masses.Length; i++)
        {
            for (var q = 0; q < 3; q++)
            {
                var term = Masses[i] * Weights[q] * v(x[i] + Points[q] * (x[i + 1] - x[i]));
                sum += term;
                magnitude += Math.Abs(term);
            }
        }

        return sum;
    }

    protected override void AddLocalGradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        for (var i = 0; i < Masses.Length; i++)
        {
            for (var q = 0; q < 3; q++)
            {
                var term = Masses[i] * Weights[q] * slope(x[i] + Points[q] * (x[i + 1] - x[i]));
                gradient[i] += (1 - Points[q]) * term;
                gradient[i + 1] += Points[q] * term;
            }
        }
    }

    protected override void AddLocalHessian(ReadOnlySpan<double> x, BandedMatrix hessian)
    {
        for (var i = 0; i < Masses.Length; i++)
        {
            for (var q = 0; q < 3; q++)
            {
                var s = Points[q];
                var term = Masses[i] * Weights[q] * curvature(x[i] + s * (x[i + 1] - x[i]));
                hessian[i, i] += (1 - s) * (1 - s) * term;
                hessian[i + 1, i + 1] += s * s * term;
                hessian[i, i + 1] += s * (1 - s) * term;
                hessian[i + 1, i] += s * (1 - s) * term;
            }
        }
    }
}
