namespace Flows.Compiler.Symbolics;

/// <summary>
/// Bounds the symbolic work of one compilation, so that no program, however it unfolds, can hang the compiler. Counted, not timed:
/// the same program always ends the same way. Outside of a compilation nothing is counted.
/// </summary>
internal static class Work
{
    /// <summary>What a compilation may spend: a quarter of a second on an idle machine, several times what a large program takes.</summary>
    public const long Most = 1_000_000;

    [ThreadStatic]
    private static long _left;

    /// <summary>Starts counting on this thread.</summary>
    public static void Begin() => _left = Most;

    /// <summary>Stops counting on this thread.</summary>
    public static void End() => _left = 0;

    /// <summary>Spends some units: 1 is the evaluation of one node.</summary>
    /// <exception cref="WorkExhaustedException">All is spent.</exception>
    public static void Spend(int units)
    {
        if (_left > 0 && (_left -= units) <= 0)
        {
            _left = 0;
            throw new WorkExhaustedException();
        }
    }
}

/// <summary>A compilation has spent its <see cref="Work"/>.</summary>
internal sealed class WorkExhaustedException : Exception;
