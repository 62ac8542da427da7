using Flows.Compiler.Tables;

namespace Flows.Runtime.States;

/// <summary>Uniform noise per cell, the same on every machine: <see cref="SplitMix64"/> of seed and cell.</summary>
public static class Noise
{
    /// <summary>A number in [−1, 1].</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="cell">The index of the cell.</param>
    public static double At(long seed, long cell) => (SplitMix64.At(seed, cell) >> 11) * (2.0 / (1L << 53)) - 1;
}
