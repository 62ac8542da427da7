using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Runtime.States;
using Flows.Runtime.Transport;

namespace Flows.Runtime.Observing;

/// <summary>A Wasserstein distance on an interval or a circle, of densities that are constant in cells.</summary>
internal sealed class LineDistance
{
    // A given density is put into mass coordinates, finer than the state.
    private const int FewestCells = 4000;

    private readonly WassersteinDistance _distance;
    private readonly double _low, _high;
    private readonly int _cells;
    private LineFunction? _density;
    private QuantileMesh? _target;
    private double[] _masses = [], _others = [];

    /// <summary>A distance between densities on [low, high].</summary>
    public LineDistance(WassersteinDistance distance, double low, double high, int cells) =>
        (_distance, _low, _high, _cells) = (distance, low, high, Math.Max(FewestCells, 2 * cells));

    /// <summary>The distance to the density that is given.</summary>
    /// <param name="edges">[N + 1].</param>
    /// <param name="values">[N]: the first density.</param>
    /// <param name="t">The time.</param>
    public double ToGiven(ReadOnlySpan<double> edges, ReadOnlySpan<double> values, double t)
    {
        if (_target is null || TimeDependence.Of(_distance.Other))
        {
            var sigma = _density ??= new LineFunction(_distance.Other);
            _target = NodePlacement.Place(x => sigma.At(x, t), _low, _high, _cells, null, []);
        }
        if (_others.Length != _target.Masses.Length)
            _others = new double[_target.Masses.Length];
        _target.Masses.AsSpan().CopyTo(_others);
        return Between(edges, Masses(ref _masses, edges, values), _target.Nodes, _others);
    }

    /// <summary>The distance between two densities on the same cells.</summary>
    public double Of(ReadOnlySpan<double> edges, ReadOnlySpan<double> values, ReadOnlySpan<double> others, double[] room) =>
        Between(edges, Masses(ref _masses, edges, values), edges, Masses(ref room, edges, others));

    private double Between(ReadOnlySpan<double> edges, double[] masses, ReadOnlySpan<double> nodes, double[] others)
    {
        var scale = Sum(masses) / Sum(others);
        for (var i = 0; i < others.Length; i++)
            others[i] *= scale;
        var cost = (_distance.IsPeriodic, _distance.Power) switch
        {
            (true, _) => CircularDistance.Cost(edges, masses, nodes, others, _high - _low, _distance.Power),
            (_, 1) => PiecewiseConstantW2.Distance1(edges, masses, nodes, others),
            _ => PiecewiseConstantW2.DistanceSquared(edges, masses, nodes, others),
        };
        return _distance.Power == 1 ? cost : Math.Sqrt(Math.Max(0, cost));
    }

    private static double[] Masses(ref double[] masses, ReadOnlySpan<double> edges, ReadOnlySpan<double> values)
    {
        if (masses.Length != values.Length)
            masses = new double[values.Length];
        for (var c = 0; c < values.Length; c++)
            masses[c] = Math.Max(0, values[c]) * (edges[c + 1] - edges[c]);
        return masses;
    }

    private static double Sum(double[] masses)
    {
        var sum = 0.0;
        foreach (var mass in masses)
            sum += mass;
        return sum;
    }
}
