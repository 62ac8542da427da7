using Flows.Language;

namespace Flows.Compiler.Tables;

/// <summary>A field that a file gives.</summary>
/// <param name="Axes">Its axes.</param>
/// <param name="Values">One value a combination of places, row-major: the last axis is the fastest.</param>
public sealed record GivenField(Seq<GivenAxis> Axes, double[] Values)
{
    /// <summary>The value at a point.</summary>
    public double At(ReadOnlySpan<double> place)
    {
        var weights = new IReadOnlyList<(int Index, double Weight)>[Axes.Count];
        for (var axis = 0; axis < weights.Length; axis++)
            weights[axis] = Axes[axis].At(place[axis]);
        return Sum(weights, 0, 0);
    }

    /// <summary>The averages over the cells of a uniform grid of the same domain; exactly those of the file where it has the same cells.</summary>
    /// <param name="cells">Cells along each axis.</param>
    /// <returns>Row-major.</returns>
    public double[] Averages(Seq<int> cells)
    {
        // One axis after the other, from the last.
        var values = Values;
        for (var axis = Axes.Count - 1; axis >= 0; axis--)
        {
            var (given, n, wanted) = (Axes[axis], Axes[axis].Places.Length, cells[axis]);
            var inner = 1;
            for (var later = axis + 1; later < Axes.Count; later++)
                inner *= cells[later];
            var outer = values.Length / n / inner;
            var next = new double[(long)outer * wanted * inner];
            var h = (given.High - given.Low) / wanted;
            for (var i = 0; i < wanted; i++)
                foreach (var (index, weight) in given.Average(given.Low + i * h, i + 1 == wanted ? given.High : given.Low + (i + 1) * h))
                    for (var a = 0; a < outer; a++)
                        for (var b = 0; b < inner; b++)
                            next[(a * wanted + i) * inner + b] += weight * values[(a * n + index) * inner + b];
            values = next;
        }
        return values;
    }

    private double Sum(IReadOnlyList<(int Index, double Weight)>[] weights, int axis, int start)
    {
        if (axis == weights.Length)
            return Values[start];
        var sum = 0.0;
        foreach (var (index, weight) in weights[axis])
            sum += weight * Sum(weights, axis + 1, start * Axes[axis].Places.Length + index);
        return sum;
    }
}
