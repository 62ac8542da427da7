using CsCheck;
using Flows.Runtime.Transport;

namespace Flows.Runtime.Tests.Transport;

public class CircularDistanceTests
{
    // Of the sum of a hundred terms and of a least value found by sections.
    private const double RoundOff = 1e-12;

    [Fact]
    public void A_translation_across_the_end_is_short()
    {
        // [0, 0.1] to [0.9, 1] on a circle of length 1: by −0.1, not by 0.9.
        double[] a = [0, 0.1, 1], b = [0, 0.9, 1], massesA = [2, 0], massesB = [0, 2];
        Assert.Equal(2 * 0.01, CircularDistance.Cost(a, massesA, b, massesB, 1, 2), RoundOff);
        Assert.Equal(2 * 0.1, CircularDistance.Cost(a, massesA, b, massesB, 1, 1), RoundOff);
    }

    [Fact]
    public void An_arc_spreads_to_both_sides()
    {
        // From an arc of length l to all of a circle of length 1, mapped linearly: ∫(1 − l)² s² over |s| < 1/2.
        double[] arc = [0.2, 0.5], all = [0, 1], one = [1];
        Assert.Equal(0.49 / 12, CircularDistance.Cost(arc, one, all, one, 1, 2), RoundOff);
        Assert.Equal(0.7 / 4, CircularDistance.Cost(arc, one, all, one, 1, 1), 1e-9);
    }

    [Fact]
    public void It_is_the_best_of_all_matchings_of_equal_parts() =>
        Gen.Select(Gen.Int[0, 19].Array[4], Gen.Int[0, 19].Array[4], Gen.Int[1, 2]).Where((x, y, _) => x.Distinct().Count() == 4 && y.Distinct().Count() == 4).Sample((x, y, power) =>
        {
            // Four cells each of twenty: brute force over all 24 pairings moves whole cells. A cell whose parts go around the circle both ways does better, by less than its width.
            var best = Permutations(4).Min(order => order.Select((j, i) => Math.Pow(Around((x[i] - y[j]) / 20.0), power)).Average());
            double[] nodes = [.. Enumerable.Range(0, 21).Select(i => i / 20.0)];
            double[] Masses(int[] cells) => [.. Enumerable.Range(0, 20).Select(i => cells.Contains(i) ? 0.25 : 0)];
            Assert.InRange(CircularDistance.Cost(nodes, Masses(x), nodes, Masses(y), 1, power), best - 0.05, best + 1e-9);
        }, iter: 200);

    [Fact]
    public void It_does_not_depend_on_where_the_circle_is_cut() =>
        Gen.Select(Gen.Double[0.05, 1].Array[6], Gen.Double[0.05, 1].Array[6], Gen.Int[1, 5]).Sample((a, b, turn) =>
        {
            double[] even = [0, 1, 2, 3, 4, 5, 6];
            double[] Turned(double[] m) => [.. Enumerable.Range(0, 6).Select(i => m[(i + turn) % 6])];
            double[] Scaled(double[] m) => [.. m.Select(v => v / m.Sum())];
            Assert.Equal(
                CircularDistance.Cost(even, Scaled(a), even, Scaled(b), 6, 2),
                CircularDistance.Cost(even, Scaled(Turned(a)), even, Scaled(Turned(b)), 6, 2), 1e-9);
        });

    private static double Around(double d) => Math.Abs(d - Math.Round(d));

    private static IEnumerable<int[]> Permutations(int n) => n == 0
        ? [[]]
        : Permutations(n - 1).SelectMany(p => Enumerable.Range(0, n).Select(at => (int[])[.. p[..at], n - 1, .. p[at..]]));
}
