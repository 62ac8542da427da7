namespace Flows.Compiler.Tables;

/// <summary>The SplitMix64 generator (Steele, Lea and Flood, OOPSLA 2014), by seed and index: the same numbers on every machine.</summary>
public static class SplitMix64
{
    /// <summary>64 random bits.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="index">Which number of the sequence.</param>
    public static ulong At(long seed, long index)
    {
        var z = unchecked((ulong)seed * 0xD1342543DE82EF95UL + (ulong)(index + 1) * 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return z ^ (z >> 31);
    }

    /// <summary>A number in (0, 1): the middle of one of 2^52 equal parts.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="index">Which number of the sequence.</param>
    public static double Unit(long seed, long index) => ((At(seed, index) >> 12) + 0.5) / (1L << 52);
}
