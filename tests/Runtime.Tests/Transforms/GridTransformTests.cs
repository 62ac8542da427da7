using Flows.Runtime.Transforms;

namespace Flows.Runtime.Tests.Transforms;

/// <summary>Transforms against their definitions.</summary>
public class GridTransformTests
{
    /// <summary>Every kind of side.</summary>
    public static TheoryData<SideKind> Kinds => [SideKind.Periodic, SideKind.Even, SideKind.Odd];

    /// <summary>Mixed boxes; blocks of lines whole and broken.</summary>
    public static TheoryData<int[], SideKind[]> Boxes => new()
    {
        { [12], [SideKind.Even] },
        { [16, 32], [SideKind.Periodic, SideKind.Periodic] },
        { [33, 21], [SideKind.Even, SideKind.Odd] },
        { [1, 40], [SideKind.Even, SideKind.Periodic] },
        { [40, 1], [SideKind.Odd, SideKind.Periodic] },
        { [17, 48], [SideKind.Periodic, SideKind.Even] },
        { [6, 10, 14], [SideKind.Periodic, SideKind.Even, SideKind.Odd] },
        { [5, 16, 32], [SideKind.Even, SideKind.Even, SideKind.Even] },
        { [8, 33, 20], [SideKind.Odd, SideKind.Periodic, SideKind.Periodic] },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_length_up_to_64_is_the_direct_sum(SideKind kind)
    {
        for (var n = 1; n <= 64; n++)
            AssertDirect(n, kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Larger_lengths_are_the_direct_sum(SideKind kind)
    {
        foreach (var n in (int[])[96, 105, 128, 210, 243, 256, 343, 360, 512, 625, 1001, 1009, 1024, 1372, 2048, 2 * 521])
            AssertDirect(n, kind);
    }

    [Theory]
    [MemberData(nameof(Boxes))]
    public void Boxes_are_the_direct_sum_axis_by_axis_and_come_back(int[] cells, SideKind[] sides)
    {
        using var transform = new GridTransform(cells, sides);
        var values = Values.Random(transform.Count, 7);
        var coefficients = new double[transform.Count];
        transform.Forward(values, coefficients);
        Values.AssertNear(DirectTransform.Grid(values, cells, sides), coefficients, Bound(transform.Count));
        var back = new double[transform.Count];
        transform.Inverse(coefficients, back);
        Values.AssertNear(values, back, Bound(transform.Count));
        transform.Inverse(coefficients, coefficients);
        Assert.Equal(back, coefficients);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Parseval(SideKind kind)
    {
        var n = 360;
        using var transform = new GridTransform([n], [kind]);
        var values = Values.Random(n, 3);
        var coefficients = new double[n];
        transform.Forward(values, coefficients);
        // Squared lengths of the basis: n for a constant or an alternating wave, n/2 for the others.
        var sum = coefficients.Select((c, place) => c * c / (IsAlone(kind, place, n) ? n : n / 2.0)).Sum();
        Assert.Equal(values.Sum(u => u * u), sum, 1e-13 * sum);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_basis_function_has_one_coefficient(SideKind kind)
    {
        var n = 30;
        using var transform = new GridTransform([n], [kind]);
        var coefficients = new double[n];
        for (var place = 0; place < n; place++)
        {
            transform.Forward(Enumerable.Range(0, n).Select(j => DirectTransform.Basis(kind, n, place, j)).ToArray(), coefficients);
            var expected = new double[n];
            expected[place] = IsAlone(kind, place, n) ? n : n / 2.0;
            Values.AssertNear(expected, coefficients, 1e-15);
        }
    }

    [Theory]
    [MemberData(nameof(Boxes))]
    public void Any_number_of_threads_gives_the_same_bits(int[] cells, SideKind[] sides)
    {
        // Large enough to be shared.
        int[] larger = [.. cells.Select((n, i) => i == 0 ? n * 1024 : n)];
        using var one = new GridTransform(larger, sides);
        var values = Values.Random(one.Count, 5);
        double[] expected = new double[one.Count], back = new double[one.Count];
        one.Forward(values, expected);
        one.Inverse(expected, back);
        foreach (var threads in (int[])[2, 3, 5])
        {
            using var many = new GridTransform(larger, sides, threads);
            for (var repeat = 0; repeat < 3; repeat++)
            {
                var actual = new double[many.Count];
                many.Forward(values, actual);
                Assert.True(expected.AsSpan().SequenceEqual(actual));
                many.Inverse(actual, actual);
                Assert.True(back.AsSpan().SequenceEqual(actual));
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        using var transform = new GridTransform([40, 64, 32], [SideKind.Periodic, SideKind.Even, SideKind.Odd], threads: 2);
        var values = Values.Random(transform.Count, 1);
        var solve = new DiagonalSolve(transform, [1, 1, 1], Laplacian.Discrete, k => 1 / (1 + k));
        for (var i = 0; i < 3; i++)
            Once();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            Once();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Once()
        {
            transform.Forward(values, values);
            transform.Inverse(values, values);
            solve.Apply(values, values);
        }
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new GridTransform([], []));
        Assert.Throws<ArgumentException>(() => new GridTransform([4, 4], [SideKind.Even]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GridTransform([0], [SideKind.Even]));
        using var transform = new GridTransform([4], [SideKind.Even]);
        var room = new double[8];
        Assert.Throws<ArgumentException>(() => transform.Forward(room, room));
        Assert.Throws<ArgumentException>(() => transform.Forward(room.AsSpan(0, 4), room.AsSpan(2, 4)));
    }

    // 1e-15 log2 n, relative to the root mean square of the coefficients; the leftover primes are summed directly, n terms each.
    private static double Bound(int n) => 1e-15 * Math.Max(1, Math.Log2(n)) * (FftSizes.IsFast(n) ? 1 : Math.Sqrt(n));

    private static bool IsAlone(SideKind kind, int place, int n) => kind switch
    {
        SideKind.Even => place == 0,
        SideKind.Odd => place == n - 1,
        _ => place == 0 || place == n - 1 && n % 2 == 0,
    };

    private static void AssertDirect(int n, SideKind kind)
    {
        var values = Values.Random(n, n);
        var expected = DirectTransform.Line(values, kind);
        double[] coefficients = new double[n], back = new double[n];
        using var transform = new GridTransform([n], [kind]);
        transform.Forward(values, coefficients);
        Values.AssertNear(expected, coefficients, Bound(n));
        transform.Inverse(coefficients, back);
        Values.AssertNear(values, back, Bound(n));
    }
}
