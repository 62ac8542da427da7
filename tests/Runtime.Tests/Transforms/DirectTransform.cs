using Flows.Runtime.Transforms;

namespace Flows.Runtime.Tests.Transforms;

/// <summary>Transforms as their definitions say, summed with compensation: O(n²).</summary>
internal static class DirectTransform
{
    /// <summary>One line.</summary>
    public static double[] Line(ReadOnlySpan<double> values, SideKind kind)
    {
        var result = new double[values.Length];
        for (var place = 0; place < values.Length; place++)
            result[place] = Sum(values, kind, place);
        return result;
    }

    /// <summary>Value j of the basis function at a place.</summary>
    public static double Basis(SideKind kind, int n, int place, int j)
    {
        var k = (place + 1) / 2;
        return kind switch
        {
            SideKind.Even => Roots.Of((long)place * (2 * j + 1), 4L * n).Cosine,
            SideKind.Odd => Roots.Of((long)(place + 1) * (2 * j + 1), 4L * n).Sine,
            _ => place % 2 == 1 || place == 0 ? Roots.Of((long)j * k, n).Cosine : -Roots.Of((long)j * k, n).Sine,
        };
    }

    /// <summary>A grid, axis by axis.</summary>
    public static double[] Grid(ReadOnlySpan<double> values, int[] cells, SideKind[] sides)
    {
        var result = values.ToArray();
        for (int axis = 0, inner = result.Length; axis < cells.Length; axis++)
        {
            var n = cells[axis];
            inner /= n;
            for (var line = 0; line < result.Length / n; line++)
            {
                var begin = line / inner * inner * n + line % inner;
                var transformed = Line(Enumerable.Range(0, n).Select(j => result[begin + j * inner]).ToArray(), sides[axis]);
                for (var j = 0; j < n; j++)
                    result[begin + j * inner] = transformed[j];
            }
        }
        return result;
    }

    // Neumaier's sum: the error of the yardstick must stay below that of what it measures.
    private static double Sum(ReadOnlySpan<double> values, SideKind kind, int place)
    {
        double sum = 0, lost = 0;
        for (var j = 0; j < values.Length; j++)
        {
            var term = values[j] * Basis(kind, values.Length, place, j);
            var next = sum + term;
            lost += Math.Abs(sum) >= Math.Abs(term) ? sum - next + term : term - next + sum;
            sum = next;
        }
        return sum + lost;
    }
}
