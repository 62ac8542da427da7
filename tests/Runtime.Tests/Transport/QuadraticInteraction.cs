using Flows.Runtime.Linear;

namespace Flows.Runtime.Tests.Transport;

/// <summary>½∬ a(x − y)²/2 ρρ: the confinement M a x²/2 in the band, minus the square of the first moment outside it.</summary>
internal sealed class QuadraticInteraction : QuantileEnergy
{
    private readonly double _a;
    private readonly double[] _moment;

    internal QuadraticInteraction(double[] masses, double a)
        : base(masses, a * masses.Sum())
    {
        _a = a;
        _moment = new double[masses.Length + 1];
        for (var i = 0; i < masses.Length; i++)
        {
            _moment[i] += masses[i] / 2;
            _moment[i + 1] += masses[i] / 2;
        }
    }

    public override bool HasRemainder => true;

    public override bool IsQuadratic => true;

    public override void RemainderAction(ReadOnlySpan<double> v, Span<double> y)
    {
        var first = FirstMoment(v);
        for (var i = 0; i < y.Length; i++)
            y[i] -= _a * first * _moment[i];
    }

    protected override double LocalValue(ReadOnlySpan<double> x, out double magnitude)
    {
        var first = FirstMoment(x);
        magnitude = _a * first * first / 2;
        return -magnitude;
    }

    protected override void AddLocalGradient(ReadOnlySpan<double> x, Span<double> gradient) => RemainderAction(x, gradient);

    protected override void AddLocalHessian(ReadOnlySpan<double> x, BandedMatrix hessian)
    {
    }

    private double FirstMoment(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += _moment[i] * x[i];
        return sum;
    }
}
