using Flows.Runtime.Energies;
using Flows.Runtime.Linear;
using Flows.Runtime.Operators;
using Flows.Runtime.Transport;

namespace Flows.Runtime.Verifying;

/// <summary>An energy of one row of unknowns: cells of an interval, or nodes in mass coordinates.</summary>
internal sealed class RowEnergyProbe(ElementEnergy energy) : IEnergyProbe
{
    private readonly BandedMatrix _band = new(energy.Count, energy.HalfBandwidth);

    /// <inheritdoc/>
    public int Count => energy.Count;

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> u, out double magnitude) => energy.Value(u, out magnitude);

    /// <inheritdoc/>
    public void Gradient(ReadOnlySpan<double> u, Span<double> gradient) => energy.Gradient(u, gradient);

    /// <inheritdoc/>
    public void Hessian(ReadOnlySpan<double> u, ReadOnlySpan<double> v, Span<double> result)
    {
        _band.Clear();
        result.Clear();
        energy.AddHessian(u, _band);
        _band.MultiplyAdd(v, result);
        energy.RemainderAction(v, result);
    }
}

/// <summary>The Onsager operator of a flow on an interval at a fixed state.</summary>
internal sealed class RowOperatorProbe(OnsagerOperator k, double[] state) : IOperatorProbe
{
    /// <inheritdoc/>
    public int Count => state.Length;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> a, Span<double> result)
    {
        result.Clear();
        k.AddRate(state, state, a, result);
        foreach (ref var rate in result)
            rate = -rate;
    }
}

/// <summary>The metric tensor of mass coordinates, whose inverse is K: W₂² = dᵀ M d.</summary>
internal sealed class QuantileMetricProbe(QuantileMetric metric) : IOperatorProbe
{
    private readonly double[] _origin = new double[metric.Count];

    /// <inheritdoc/>
    public int Count => metric.Count;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> a, Span<double> result)
    {
        result.Clear();
        metric.AddGradient(a, _origin, 1, result);
    }
}
