namespace Flows.Runtime.States;

/// <summary>Uniform noise per cell, the same on every machine: the SplitMix64 generator (Steele, Lea and Flood, OOPSLA 2014) of seed and cell.</summary>
public static class Noise
{
    /// <summary>A number in [−1, 1].</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="cell">The index of the cell.</param>
    public static double At(long seed, long cell)
    {
        var z = unchecked((ulong)seed * 0xD1342543DE82EF95UL + (ulong)(cell + 1) * 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        z ^= z >> 31;
        return (z >> 11) * (2.0 / (1L << 53)) - 1;
    }
}
