using Flows.Compiler.Binding;
using Flows.Compiler.Planning;
using Flows.Language;

namespace Flows.Runtime.Verifying;

/// <summary>Where a state lies: what random states and directions are made of.</summary>
/// <param name="Level">The mean of its initial value.</param>
/// <param name="Amplitude">How far from the level random states go.</param>
internal readonly record struct StateLevel(double Level, double Amplitude)
{
    // A random density stays well above 0; a field goes half as far as it does at the start, and so far that nonlinear terms are felt.
    private const double DensityShare = 0.4, FieldShare = 0.5, LeastShare = 0.1;

    /// <summary>The level of a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="initial">Its initial cell averages.</param>
    public static StateLevel Of(StateModel state, double[] initial)
    {
        var level = initial.Average();
        if (!state.Symbol.IsDensity)
            return new StateLevel(level, Math.Max(FieldShare * (initial.Max() - initial.Min()) / 2, LeastShare * Math.Max(1, Math.Abs(level))));
        return level > 0 ? new StateLevel(level, DensityShare * level) : new StateLevel(1, DensityShare);
    }
}

/// <summary>Random smooth functions: sums of three waves.</summary>
internal static class SmoothSamples
{
    private const int Waves = 3;
    private const int Count = 3;

    /// <summary>States and directions for an energy on the cells of a grid.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cells">Cells along every axis.</param>
    /// <param name="levels">One a state.</param>
    /// <param name="probe">The energy: amplitudes are halved until it is finite.</param>
    public static Seq<Sample> OnCells(Plan plan, Seq<int> cells, Seq<StateLevel> levels, IEnergyProbe probe)
    {
        var random = new Random(11);
        var axes = plan.States[0].Domain.Axes;
        var samples = new List<Sample>();
        for (var k = 0; k < Count; k++)
        {
            double[] shape = [.. levels.SelectMany(_ => Wave(axes, cells, random))];
            double[] direction = [.. levels.SelectMany(_ => Wave(axes, cells, random))];
            var n = shape.Length / levels.Count;
            for (var (halving, share) = (0, 1.0); halving < 12; halving++, share /= 2)
            {
                var sample = new Sample(
                    [.. shape.Select((s, i) => levels[i / n].Level + share * levels[i / n].Amplitude * s)], [.. direction.Select((s, i) => share * levels[i / n].Amplitude * s)]);
                if (!IsInside(sample, probe))
                    continue;
                samples.Add(sample);
                break;
            }
        }
        return [.. samples];
    }

    /// <summary>Nodes moved smoothly, and directions, for an energy in mass coordinates.</summary>
    /// <param name="nodes">The initial nodes.</param>
    public static Seq<Sample> OfNodes(double[] nodes)
    {
        var random = new Random(13);
        var (low, length) = (nodes[0], nodes[^1] - nodes[0]);
        // Widths stay between half and one and a half of what they are.
        double[] Displacement(double share)
        {
            double[] weights = [random.NextDouble(), random.NextDouble(), random.NextDouble()];
            return [.. nodes.Select(x => share * length / (Math.PI * 6) * Enumerable.Range(1, Waves).Sum(m => weights[m - 1] * Math.Sin(m * Math.PI * (x - low) / length)))];
        }
        return [.. Enumerable.Range(0, Count).Select(_ => new Sample([.. nodes.Zip(Displacement(0.5), (x, d) => x + d)], Displacement(0.3)))];
    }

    private static bool IsInside(Sample sample, IEnergyProbe probe) => Enumerable.Range(-4, 9).All(k =>
        double.IsFinite(probe.Value([.. sample.State.Zip(sample.Direction, (u, d) => u + 0.2 * k * d)], out _)));

    private static double[] Wave(Seq<AxisModel> axes, Seq<int> cells, Random random)
    {
        var values = new double[cells.Aggregate(1, (a, b) => a * b)];
        for (var wave = 0; wave < Waves; wave++)
        {
            var weight = (2 * random.NextDouble() - 1) / Waves;
            var factors = axes.Select((axis, i) =>
            {
                var (number, phase) = (random.Next(axes.Count == 1 ? 1 : 0, 3), axis.IsPeriodic ? 2 * Math.PI * random.NextDouble() : 0);
                return Enumerable.Range(0, cells[i]).Select(c => Math.Cos((axis.IsPeriodic ? 2 : 1) * Math.PI * number * (c + 0.5) / cells[i] + phase)).ToArray();
            }).ToArray();
            for (var i = 0; i < values.Length; i++)
            {
                var (rest, product) = (i, weight);
                for (var axis = cells.Count - 1; axis >= 0; axis--)
                {
                    product *= factors[axis][rest % cells[axis]];
                    rest /= cells[axis];
                }
                values[i] += product;
            }
        }
        return values;
    }
}
