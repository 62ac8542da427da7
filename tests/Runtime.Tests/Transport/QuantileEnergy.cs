using Flows.Runtime.Energies;
using Flows.Runtime.Linear;
using Flows.Runtime.Transport;

namespace Flows.Runtime.Tests.Transport;

/// <summary>Hand-written energies of node positions: a local part, plus exact quadratic confinement a x²/2.</summary>
internal abstract class QuantileEnergy(double[] masses, double confinement) : IDiscreteEnergy
{
    private readonly QuantileMetric _metric = new(masses);
    private readonly double[] _origin = new double[masses.Length + 1];

    public int Count => masses.Length + 1;

    public virtual int HalfBandwidth => 1;

    public virtual bool HasRemainder => false;

    public virtual bool IsQuadratic => false;

    protected double[] Masses => masses;

    protected QuantileMetric Metric => _metric;

    public void SetTime(double t)
    {
    }

    public double Value(ReadOnlySpan<double> u, out double magnitude)
    {
        // ½ a ∫x²ρ = ½ a W₂²(ρ, δ₀).
        var outer = confinement == 0 ? 0 : confinement / 2 * _metric.DistanceSquared(u, _origin);
        var inner = LocalValue(u, out magnitude);
        magnitude += outer;
        return inner + outer;
    }

    public void Gradient(ReadOnlySpan<double> u, Span<double> gradient)
    {
        gradient.Clear();
        AddLocalGradient(u, gradient);
        if (confinement != 0)
            _metric.AddGradient(u, _origin, confinement, gradient);
    }

    public void AddHessian(ReadOnlySpan<double> u, BandedMatrix hessian)
    {
        AddLocalHessian(u, hessian);
        if (confinement == 0)
            return;
        for (var i = 0; i < masses.Length; i++)
        {
            hessian[i, i] += confinement * masses[i] / 3;
            hessian[i + 1, i + 1] += confinement * masses[i] / 3;
            hessian[i, i + 1] += confinement * masses[i] / 6;
            hessian[i + 1, i] += confinement * masses[i] / 6;
        }
    }

    public virtual void RemainderAction(ReadOnlySpan<double> v, Span<double> y)
    {
    }

    public void DiscreteGradient(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> gradient) =>
        throw new NotSupportedException();

    public void AddDiscreteGradientDerivative(ReadOnlySpan<double> a, ReadOnlySpan<double> b, BandedMatrix derivative) =>
        throw new NotSupportedException();

    public void SplitGradient(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> gradient) =>
        throw new NotSupportedException();

    public void AddSplitGradientDerivative(ReadOnlySpan<double> a, ReadOnlySpan<double> b, BandedMatrix derivative) =>
        throw new NotSupportedException();

    protected abstract double LocalValue(ReadOnlySpan<double> x, out double magnitude);

    protected abstract void AddLocalGradient(ReadOnlySpan<double> x, Span<double> gradient);

    protected abstract void AddLocalHessian(ReadOnlySpan<double> x, BandedMatrix hessian);

    // A function of the width of cell i: first derivative p, second derivative h.
    protected static void AddWidthTerm(Span<double> gradient, int i, double p)
    {
        gradient[i] -= p;
        gradient[i + 1] += p;
    }

    protected static void AddWidthTerm(BandedMatrix hessian, int i, double h)
    {
        hessian[i, i] += h;
        hessian[i + 1, i + 1] += h;
        hessian[i, i + 1] -= h;
        hessian[i + 1, i] -= h;
    }
}
