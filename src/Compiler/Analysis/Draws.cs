namespace Flows.Compiler.Analysis;

/// <summary>Marsaglia's xorshift: the same numbers in every run and on every machine.</summary>
internal sealed class Draws
{
    private ulong _state = 12345UL;

    /// <summary>Between 0 and 1.</summary>
    public double Uniform() => ((_state = (_state ^= (_state ^= _state << 13) >> 7) ^ _state << 17) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Between two numbers.</summary>
    public double Between(double low, double high) => low + (high - low) * Uniform();
}
