using Flows.Language;
using Flows.Runtime.Results;

namespace Flows.Runtime.Verifying;

/// <summary>Cell averages on coarser cells.</summary>
public static class Averaging
{
    /// <summary>The averages over cells twice as large along every axis.</summary>
    /// <param name="fine">With an even number of cells along every axis.</param>
    /// <returns>Row-major.</returns>
    public static double[] Halved(Snapshot fine)
    {
        ArgumentNullException.ThrowIfNull(fine);
        Seq<int> cells = [.. fine.Axes.Select(edges => (edges.Length - 1) / 2)];
        var coarse = new double[cells.Aggregate(1, (a, b) => a * b)];
        var share = 1.0 / (1 << cells.Count);
        for (var i = 0; i < fine.Values.Length; i++)
        {
            // The index of the coarse cell, axis by axis from the last.
            var (rest, stride, at) = (i, 1, 0);
            for (var axis = cells.Count - 1; axis >= 0; axis--)
            {
                at += rest % (2 * cells[axis]) / 2 * stride;
                rest /= 2 * cells[axis];
                stride *= cells[axis];
            }
            coarse[at] += share * fine.Values[i];
        }
        return coarse;
    }
}
