using Flows.Runtime.Linear;

namespace Flows.Runtime.Tests.Transport;

/// <summary>∫|∂ₓ√ρ|² = ¼ Σ (ρ_i − ρ_{i−1})²/m̄ over nodes, with ρ = 0 and half a mass beyond the ends: pentadiagonal.</summary>
internal sealed class FisherEnergy(double[] masses) : QuantileEnergy(masses, 0)
{
    public override int HalfBandwidth => 2;

    protected override double LocalValue(ReadOnlySpan<double> x, out double magnitude)
    {
        var sum = 0.0;
        for (var i = 0; i <= Masses.Length; i++)
        {
            var jump = Density(x, i) - Density(x, i - 1);
            sum += jump * jump / (4 * MeanMass(i));
        }

        magnitude = sum;
        return sum;
    }

    protected override void AddLocalGradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        for (var i = 0; i <= Masses.Length; i++)
        {
            var force = (Density(x, i) - Density(x, i - 1)) / (2 * MeanMass(i));
            // ∂ρ/∂D = −ρ²/m.
            if (i < Masses.Length)
                AddWidthTerm(gradient, i, -force * Slope(x, i));
            if (i > 0)
                AddWidthTerm(gradient, i - 1, force * Slope(x, i - 1));
        }
    }

    protected override void AddLocalHessian(ReadOnlySpan<double> x, BandedMatrix hessian)
    {
        for (var i = 0; i <= Masses.Length; i++)
        {
            var weight = 1 / (2 * MeanMass(i));
            var force = weight * (Density(x, i) - Density(x, i - 1));
            double right = 0, left = 0;
            if (i < Masses.Length)
            {
                right = -Slope(x, i);
                AddWidthTerm(hessian, i, weight * right * right + force * 2 * Slope(x, i) / (x[i + 1] - x[i]));
            }

            if (i > 0)
            {
                left = Slope(x, i - 1);
                AddWidthTerm(hessian, i - 1, weight * left * left - force * 2 * left / (x[i] - x[i - 1]));
            }

            if (i == 0 || i == Masses.Length)
                continue;
            // (D_{i−1}, D_i) on nodes i−1, i, i+1.
            var cross = weight * left * right;
            hessian[i - 1, i] += cross;
            hessian[i, i - 1] += cross;
            hessian[i - 1, i + 1] -= cross;
            hessian[i + 1, i - 1] -= cross;
            hessian[i, i] -= 2 * cross;
            hessian[i, i + 1] += cross;
            hessian[i + 1, i] += cross;
        }
    }

    private double Density(ReadOnlySpan<double> x, int i) =>
        i < 0 || i == Masses.Length ? 0 : Masses[i] / (x[i + 1] - x[i]);

    private double Slope(ReadOnlySpan<double> x, int i) =>
        Masses[i] / ((x[i + 1] - x[i]) * (x[i + 1] - x[i]));

    private double MeanMass(int i) =>
        i == 0 ? Masses[0] / 2 : i == Masses.Length ? Masses[^1] / 2 : (Masses[i - 1] + Masses[i]) / 2;
}
