using Flows.Runtime.Transforms;

namespace Flows.Runtime.Tests.Transforms;

/// <summary>Convolutions against the double sum.</summary>
public class GridConvolutionTests
{
    /// <summary>Bounded, periodic and mixed boxes.</summary>
    public static TheoryData<int[], bool[]> Boxes => new()
    {
        { [1], [false] },
        { [19], [false] },
        { [24], [true] },
        { [13, 18], [false, false] },
        { [12, 15], [true, true] },
        { [16, 9], [true, false] },
        { [5, 6, 7], [false, false, false] },
        { [4, 6, 20], [false, true, true] },
        { [7, 4, 3], [true, false, true] },
        { [3, 24, 11], [true, false, false] },
    };

    [Theory]
    [MemberData(nameof(Boxes))]
    public void A_kernel_of_random_weights(int[] cells, bool[] isPeriodic)
    {
        var weights = Values.Random(Places(cells, isPeriodic), 21);
        Check(cells, isPeriodic, weights);
    }

    [Theory]
    [MemberData(nameof(Boxes))]
    public void An_even_kernel(int[] cells, bool[] isPeriodic)
    {
        double[] spacing = Spacing(cells);
        var weights = OffsetWeights.AtCentres(cells, spacing, isPeriodic, x =>
        {
            var square = 0.0;
            foreach (var part in x)
                square += part * part;
            return Math.Exp(-Math.Sqrt(square));
        });
        Check(cells, isPeriodic, weights);
    }

    [Fact]
    public void Centres_are_taken_at_the_nearest_image()
    {
        Assert.Equal([0, 0.5, 1, -0.5], OffsetWeights.AtCentres([4], [0.5], [true], x => x[0]));
        Assert.Equal([-1, -0.5, 0, 0.5, 1], OffsetWeights.AtCentres([3], [0.5], [false], x => x[0]));
        Assert.Equal([9, 10, 11, 19, 20, 21], OffsetWeights.AtCentres([2, 2], [10, 1], [true, false], x => 10 + x[0] + x[1]));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        foreach (var asymmetry in (double[])[0, 0.1])
        {
            var weights = OffsetWeights.AtCentres([12, 20], [1, 1], [false, true], x => Math.Exp(-x[0] * x[0] - x[1] * x[1] + asymmetry * x[0]));
            using var convolution = new GridConvolution([12, 20], [1, 1], [false, true], weights);
            var values = Values.Random(240, 1);
            convolution.Apply(values, values);
            var before = GC.GetAllocatedBytesForCurrentThread();
            convolution.Apply(values, values);
            convolution.ApplyAdjoint(values, values);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new GridConvolution([4], [1], [false], new double[4]));
        Assert.Throws<ArgumentException>(() => new GridConvolution([4], [1, 1], [false], new double[7]));
        using var convolution = new GridConvolution([4], [1], [false], new double[7]);
        Assert.Throws<ArgumentException>(() => convolution.Apply(new double[4], new double[5]));
    }

    private static void Check(int[] cells, bool[] isPeriodic, double[] weights)
    {
        using var convolution = new GridConvolution(cells, Spacing(cells), isPeriodic, weights);
        var values = Values.Random(cells.Aggregate(1, (a, b) => a * b), 8);
        var actual = new double[values.Length];
        // Twice: nothing of a convolution may stay behind in the padding.
        for (var i = 0; i < 2; i++)
        {
            convolution.Apply(values, actual);
            Values.AssertNear(Direct(values, cells, isPeriodic, weights, 1), actual, 2e-15);
            convolution.ApplyAdjoint(values, actual);
            Values.AssertNear(Direct(values, cells, isPeriodic, weights, -1), actual, 2e-15);
        }
    }

    private static double[] Direct(double[] values, int[] cells, bool[] isPeriodic, double[] weights, int sign)
    {
        var volume = Spacing(cells).Aggregate((a, b) => a * b);
        return [.. Enumerable.Range(0, values.Length).Select(i => Enumerable.Range(0, values.Length).Sum(j => weights[Weight(i, j)] * values[j] * volume))];

        int Weight(int i, int j)
        {
            int place = 0, stride = 1;
            for (var axis = cells.Length - 1; axis >= 0; axis--)
            {
                var n = cells[axis];
                var offset = sign * (i % n - j % n);
                place += stride * (isPeriodic[axis] ? (offset + n) % n : offset + n - 1);
                stride *= OffsetWeights.Places(n, isPeriodic[axis]);
                (i, j) = (i / n, j / n);
            }
            return place;
        }
    }

    private static double[] Spacing(int[] cells) => [.. cells.Select((_, axis) => 0.5 + axis)];

    private static int Places(int[] cells, bool[] isPeriodic) =>
        cells.Zip(isPeriodic, OffsetWeights.Places).Aggregate(1, (a, b) => a * b);
}
