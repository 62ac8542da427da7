using Flows.Runtime.States;

namespace Flows.Runtime.Transport;

/// <summary>The nodes that a density has in cells of given masses.</summary>
internal static class Quantiles
{
    private const int Panels = 20_000;

    // Of the first and the last cell's mass: a tail that goes on to the domain's end is cut there, for a cell as long as the tail has an energy of its own.
    private const double CutTail = 1e-2;

    /// <summary>Nodes, increasing, between which the density, scaled, has the masses; gaps have no width.</summary>
    /// <param name="density">Positive on the domain, of any mass.</param>
    /// <param name="low">Left end of the domain.</param>
    /// <param name="high">Right end of the domain.</param>
    /// <param name="masses">[N]</param>
    public static double[] Of(LineFunction density, double low, double high, ReadOnlySpan<double> masses)
    {
        var h = (high - low) / Panels;
        var part = new double[Panels + 1];
        for (var i = 0; i < Panels; i++)
            part[i + 1] = part[i] + GaussMass(density, low + i * h, h);
        var scale = part[^1] / Sum(masses);
        var nodes = new double[masses.Length + 1];
        var sum = 0.0;
        for (var (i, j) = (0, 0); i < nodes.Length; i++)
        {
            var wanted = i == 0 ? CutTail * masses[0] : i == masses.Length ? sum - CutTail * masses[^1] : sum;
            while (j < Panels - 1 && part[j + 1] < wanted * scale)
                j++;
            // The density is nearly constant in a panel.
            var share = part[j + 1] > part[j] ? Math.Clamp((wanted * scale - part[j]) / (part[j + 1] - part[j]), 0, 1) : 0;
            nodes[i] = low + (j + share) * h;
            if (i < masses.Length)
                sum += masses[i];
        }
        return nodes;
    }

    // By the 2-point rule of Gauss.
    private static double GaussMass(LineFunction density, double from, double h) =>
        h / 2 * (density.At(from + 0.2113248654051871 * h) + density.At(from + 0.7886751345948129 * h));

    private static double Sum(ReadOnlySpan<double> masses)
    {
        var sum = 0.0;
        foreach (var mass in masses)
            sum += mass;
        return sum;
    }
}
