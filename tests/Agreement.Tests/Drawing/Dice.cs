using System.Globalization;

namespace Flows.Agreement.Tests.Drawing;

/// <summary>Choices that follow from a number alone, the same on every machine (SplitMix64).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>0 … below − 1.</summary>
    public int Below(int below) => (int)(Next() % (ulong)below);

    /// <summary>One of some.</summary>
    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int times) => Below(times) == 0;

    /// <summary>A number between two, to two decimals at most, as text.</summary>
    public string Number(double low, double high) =>
        Math.Round(low + (high - low) * (Next() >> 11) / (1UL << 53), 2).ToString(CultureInfo.InvariantCulture);

    /// <summary>Such a number, of either sign.</summary>
    public string Signed(double low, double high) => OneIn(2) ? Number(low, high) : $"(-{Number(low, high)})";

    private ulong Next()
    {
        var z = _state += 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
