using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;

namespace Flows.Agreement.Tests.Reference;

/// <summary>The nodes of a domain: every combination of those of its axes, the last axis the fastest.</summary>
internal sealed class Nodes
{
    private static readonly string[] Lower = ["left", "bottom", "back"];
    private static readonly string[] Upper = ["right", "top", "front"];

    private readonly Dictionary<string, double[]> _sides = [];

    public Nodes(DomainModel domain, int perAxis)
    {
        Axes = [.. domain.Axes.Select(a => AxisNodes.Of(a, perAxis))];
        Count = Axes.Aggregate(1, (n, a) => n * a.Count);
        Weights = [.. Enumerable.Range(0, Count).Select(i => Axes.Select((a, k) => a.Weights[Along(i, k)]).Aggregate(1.0, (p, w) => p * w))];
    }

    /// <summary>One an axis.</summary>
    public AxisNodes[] Axes { get; }

    /// <summary>How many there are in all.</summary>
    public int Count { get; }

    /// <summary>∫f ≈ Σ w f.</summary>
    public double[] Weights { get; }

    /// <summary>The index along an axis.</summary>
    public int Along(int node, int axis) => node / Stride(axis) % Axes[axis].Count;

    /// <summary>How far apart neighbours along an axis lie.</summary>
    public int Stride(int axis) => Axes.Skip(axis + 1).Aggregate(1, (n, a) => n * a.Count);

    /// <summary>A coordinate of a node.</summary>
    public double At(int node, int axis) => Axes[axis].At[Along(node, axis)];

    /// <summary>The weights of a measure: of volume, or of the surface of a side, 0 off it.</summary>
    public double[] Measure(Measure measure) => measure switch
    {
        VolumeMeasure => Weights,
        SideMeasure s => _sides.TryGetValue(s.Side, out var known) ? known : _sides[s.Side] = Surface(s),
        _ => throw new NotSupportedException($"integrals by {measure}"),
    };

    /// <summary>The derivative along an axis of values on the nodes of several points, of which `inner` entries belong to one node of the one differentiated by.</summary>
    public void Differentiate(ReadOnlySpan<double> values, Span<double> result, int axis, int inner)
    {
        var (n, stride) = (Axes[axis].Count, Stride(axis) * inner);
        var d = Axes[axis].Derivative;
        for (var block = 0; block < values.Length; block += n * stride)
        {
            for (var offset = 0; offset < stride; offset++)
            {
                for (var i = 0; i < n; i++)
                {
                    var sum = 0.0;
                    for (var j = 0; j < n; j++)
                        sum += d[i, j] * values[block + j * stride + offset];
                    result[block + i * stride + offset] = sum;
                }
            }
        }
    }

    private double[] Surface(SideMeasure side)
    {
        var weights = new double[Count];
        for (var axis = 0; axis < Axes.Length; axis++)
        {
            if (Axes[axis].IsPeriodic)
                continue;
            foreach (var isUpper in new[] { false, true })
            {
                if (side.Side != "boundary" && side.Side != side.Of.Axes[axis] && side.Side != (isUpper ? Upper : Lower)[axis])
                    continue;
                for (var i = 0; i < Count; i++)
                    if (Along(i, axis) == (isUpper ? Axes[axis].Count - 1 : 0))
                        weights[i] += Weights[i] / Axes[axis].Weights[Along(i, axis)];
            }
        }
        return weights;
    }
}
