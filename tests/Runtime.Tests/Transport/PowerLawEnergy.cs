using Flows.Runtime.Linear;

namespace Flows.Runtime.Tests.Transport;

/// <summary>∫ρ^m/(m − 1) + a x²/2 ρ.</summary>
internal sealed class PowerLawEnergy(double[] masses, double exponent, double confinement)
    : QuantileEnergy(masses, confinement)
{
    protected override double LocalValue(ReadOnlySpan<double> x, out double magnitude)
    {
        var sum = 0.0;
        for (var i = 0; i < Masses.Length; i++)
            sum += Masses[i] == 0 ? 0 : Masses[i] * Power(x, i) / (exponent - 1);
        magnitude = sum;
        return sum;
    }

    protected override void AddLocalGradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        for (var i = 0; i < Masses.Length; i++)
        {
            if (Masses[i] > 0)
                AddWidthTerm(gradient, i, -Masses[i] * Power(x, i) / (x[i + 1] - x[i]));
        }
    }

    protected override void AddLocalHessian(ReadOnlySpan<double> x, BandedMatrix hessian)
    {
        for (var i = 0; i < Masses.Length; i++)
        {
            var width = x[i + 1] - x[i];
            if (Masses[i] > 0)
                AddWidthTerm(hessian, i, exponent * Masses[i] * Power(x, i) / (width * width));
        }
    }

    // ρ^{m−1} of cell i.
    private double Power(ReadOnlySpan<double> x, int i)
    {
        var rho = Masses[i] / (x[i + 1] - x[i]);
        return exponent switch
        {
            2 => rho,
            3 => rho * rho,
            _ => Math.Pow(rho, exponent - 1),
        };
    }
}
