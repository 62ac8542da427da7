namespace Flows.Runtime.Transport;

/// <summary>Exact moments of the piecewise-constant density of given nodes and masses.</summary>
public static class QuantileMoments
{
    /// <summary>∫xρ / ∫ρ.</summary>
    /// <param name="nodes">[N + 1]</param>
    /// <param name="masses">[N]</param>
    public static double Mean(ReadOnlySpan<double> nodes, ReadOnlySpan<double> masses)
    {
        double sum = 0, mass = 0;
        for (var i = 0; i < masses.Length; i++)
        {
            sum += masses[i] * (nodes[i] + nodes[i + 1]) / 2;
            mass += masses[i];
        }

        return sum / mass;
    }

    /// <summary>∫(x − mean)²ρ / ∫ρ.</summary>
    /// <param name="nodes">[N + 1]</param>
    /// <param name="masses">[N]</param>
    public static double Variance(ReadOnlySpan<double> nodes, ReadOnlySpan<double> masses)
    {
        var mean = Mean(nodes, masses);
        double sum = 0, mass = 0;
        for (var i = 0; i < masses.Length; i++)
        {
            var a = nodes[i] - mean;
            var b = nodes[i + 1] - mean;
            sum += masses[i] * (a * a + a * b + b * b) / 3;
            mass += masses[i];
        }

        return sum / mass;
    }
}
