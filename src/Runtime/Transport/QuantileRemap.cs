namespace Flows.Runtime.Transport;

/// <summary>From mass coordinates to a uniform grid, for output: the distribution function is interpolated exactly, so mass is kept.</summary>
public static class QuantileRemap
{
    /// <summary>Cell averages on a uniform grid.</summary>
    /// <param name="nodes">[N + 1]: nodes, not decreasing, inside [left, right]; mass outside is put into the first or the last cell.</param>
    /// <param name="masses">[N]: masses.</param>
    /// <param name="left">Left end of the grid.</param>
    /// <param name="right">Right end of the grid.</param>
    /// <param name="density">[n]: receives the averages; mass / length. May have any number of cells.</param>
    public static void ToGrid(
        ReadOnlySpan<double> nodes, ReadOnlySpan<double> masses, double left, double right, Span<double> density)
    {
        density.Clear();
        var width = (right - left) / density.Length;
        var j = 0;
        for (var i = 0; i < masses.Length; i++)
        {
            if (masses[i] == 0)
                continue;
            var from = nodes[i];
            var to = nodes[i + 1];
            // The grid cell that holds the left node; nodes increase, so it never moves back.
            while (j < density.Length - 1 && left + (j + 1) * width <= from)
                j++;
            var rate = masses[i] / (to - from);
            var rest = masses[i];
            while (j < density.Length - 1 && left + (j + 1) * width < to)
            {
                var end = left + (j + 1) * width;
                var part = Math.Min(rest, rate * (end - from));
                density[j] += part;
                rest -= part;
                from = end;
                j++;
            }

            density[j] += rest;
        }

        foreach (ref var value in density)
            value /= width;
    }
}
