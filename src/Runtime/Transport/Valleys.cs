namespace Flows.Runtime.Transport;

/// <summary>Valleys of a density between its bumps, as cells of fixed mass see them.</summary>
internal static class Valleys
{
    /// <summary>
    /// The widest cell of a valley in which the density changes by more than a factor e from one cell to the next: there cells are wider than the density's own
    /// length. A valley is deeper than a factor e below the bumps on both of its sides; the tails on the outside of all bumps are none.
    /// </summary>
    /// <param name="nodes">[N + 1]</param>
    /// <param name="values">[N]: densities.</param>
    public static (double Place, double Width)? Widest(ReadOnlySpan<double> nodes, ReadOnlySpan<double> values)
    {
        var behind = new double[values.Length];
        for (var i = values.Length - 2; i >= 0; i--)
            behind[i] = Math.Max(behind[i + 1], values[i + 1]);
        (double Place, double Width)? widest = null;
        var before = 0.0;
        for (var i = 0; i < values.Length; before = Math.Max(before, values[i++]))
        {
            var width = nodes[i + 1] - nodes[i];
            if (i == 0 || i == values.Length - 1 || !(width > (widest?.Width ?? 0)) || values[i] * Math.E >= Math.Min(before, behind[i]))
                continue;
            if (values[i] * Math.E < Math.Max(values[i - 1], values[i + 1]))
                widest = (0.5 * (nodes[i] + nodes[i + 1]), width);
        }
        return widest;
    }
}
