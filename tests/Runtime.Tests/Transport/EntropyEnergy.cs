using System.Numerics;
using System.Runtime.Intrinsics;
using Flows.Runtime.Linear;

namespace Flows.Runtime.Tests.Transport;

/// <summary>∫ρ log ρ + a x²/2 ρ, with vector loops: also what the time per step is measured with.</summary>
internal sealed class EntropyEnergy(double[] masses, double confinement) : QuantileEnergy(masses, confinement)
{
    private readonly double[] _density = new double[masses.Length];

    protected override double LocalValue(ReadOnlySpan<double> x, out double magnitude)
    {
        var m = Masses.AsSpan();
        var sums = Vector256<double>.Zero;
        var sizes = Vector256<double>.Zero;
        var i = 0;
        for (; i <= m.Length - 4; i += 4)
        {
            var mass = Vector256.Create<double>(m[i..]);
            var width = Vector256.Create<double>(x[(i + 1)..]) - Vector256.Create<double>(x[i..]);
            var term = mass * Vector256.Log(mass / width);
            // Gaps: 0·log 0 is 0.
            term = Vector256.ConditionalSelect(Vector256.Equals(mass, Vector256<double>.Zero), Vector256<double>.Zero, term);
            sums += term;
            sizes += Vector256.Abs(term);
        }

        var sum = Vector256.Sum(sums);
        magnitude = Vector256.Sum(sizes);
        for (; i < m.Length; i++)
        {
            var term = m[i] == 0 ? 0 : m[i] * Math.Log(m[i] / (x[i + 1] - x[i]));
            sum += term;
            magnitude += Math.Abs(term);
        }

        return sum;
    }

    protected override void AddLocalGradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        // dF/dD = −m/D.
        var m = Masses.AsSpan();
        var rho = _density.AsSpan();
        var i = 0;
        for (; i <= m.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var mass = new Vector<double>(m[i..]);
            var width = new Vector<double>(x[(i + 1)..]) - new Vector<double>(x[i..]);
            Vector.ConditionalSelect(Vector.Equals(mass, Vector<double>.Zero), Vector<double>.Zero, mass / width).CopyTo(rho[i..]);
        }

        for (; i < m.Length; i++)
            rho[i] = m[i] == 0 ? 0 : m[i] / (x[i + 1] - x[i]);
        gradient[0] += rho[0];
        for (i = 1; i < rho.Length; i++)
            gradient[i] += rho[i] - rho[i - 1];
        gradient[^1] -= rho[^1];
    }

    protected override void AddLocalHessian(ReadOnlySpan<double> x, BandedMatrix hessian)
    {
        // d²F/dD² = m/D².
        var m = Masses;
        var entries = hessian.Entries;
        for (var i = 0; i < m.Length; i++)
        {
            if (m[i] == 0)
                continue;
            var width = x[i + 1] - x[i];
            var h = m[i] / (width * width);
            entries[3 * i + 1] += h;
            entries[3 * i + 2] -= h;
            entries[3 * i + 3] -= h;
            entries[3 * i + 4] += h;
        }
    }
}
