namespace Flows.Compiler.Symbolics;

/// <summary>
/// Bounds the symbolic work of one compilation, so that no program, however it unfolds, can hang the compiler. Counted, not timed:
/// the same program always ends the same way. Outside of a compilation nothing is bounded.
/// </summary>
internal static class Work
{
    // A quarter of a second on an idle machine for a short text; a long energy may take longer, in proportion, up to some seconds.
    private const long Least = 1_000_000;
    private const long PerCharacter = 1_000;
    private const long Most = 120_000_000;

    // An energy of thousands of terms is judged term by term, by several analyses: it has more to spend for each character.
    private const int Long = 5_000;
    private const long PerCharacterOfLong = 3_000;

    [ThreadStatic]
    private static long _left;

    [ThreadStatic]
    private static long _spent;

    /// <summary>Starts counting on this thread.</summary>
    /// <param name="characters">The length of the program: what is written out may cost more than what unfolds by itself.</param>
    public static void Begin(int characters) => _left =
        Math.Min(Most, Least + PerCharacter * characters + PerCharacterOfLong * Math.Max(0, characters - Long));

    /// <summary>Allows more: what the text asks to be computed while it is compiled.</summary>
    /// <param name="units">As of <see cref="Spend"/>.</param>
    public static void Allow(int units)
    {
        if (_left > 0)
            _left = Math.Min(Most, _left + units);
    }

    /// <summary>Stops counting on this thread.</summary>
    public static void End() => _left = 0;

    /// <summary>The units that a pass spends on this thread, bounded or not: how its cost grows with its input.</summary>
    /// <param name="pass">The pass.</param>
    public static long Of(Action pass)
    {
        var before = _spent;
        pass();
        return _spent - before;
    }

    /// <summary>Spends some units: 1 is the evaluation of one node.</summary>
    /// <exception cref="WorkExhaustedException">All is spent.</exception>
    public static void Spend(int units)
    {
        _spent += units;
        if (_left > 0 && (_left -= units) <= 0)
        {
            _left = 0;
            throw new WorkExhaustedException();
        }
    }
}

/// <summary>A compilation has spent its <see cref="Work"/>.</summary>
internal sealed class WorkExhaustedException : Exception;
