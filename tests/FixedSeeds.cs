using CsCheck;

// Beside the namespaces of the tests, so that these methods are found before those of CsCheck.
namespace Flows;

/// <summary>
/// Properties are tested on the same cases in every run, so that a failure is one of the change at hand. `FLOWC_FRESH_SEEDS=1` draws others
/// each time; `CsCheck_Seed=…` (as printed by a failure), `CsCheck_Iter` and the like mean what they mean to CsCheck, and draw others too.
/// </summary>
internal static class FixedSeeds
{
    private static readonly bool IsFresh = Environment.GetEnvironmentVariable("FLOWC_FRESH_SEEDS") is "1"
        || Environment.GetEnvironmentVariables().Keys.Cast<string>().Any(k => k.StartsWith("CsCheck_", StringComparison.Ordinal));

    /// <summary>Tests a claim that throws where it is wrong.</summary>
    public static void Sample<T>(this Gen<T> gen, Action<T> assert, long iter = 100, int threads = -1, Func<T, string>? print = null)
    {
        if (IsFresh)
            Check.Sample(gen, assert, iter: iter, threads: threads, print: print);
        else if (FirstSeed(gen, Throws, iter, threads) is { } seed)
            Check.Sample(gen, assert, seed: seed, iter: iter, threads: threads, print: print);

        bool Throws(T value)
        {
            try
            {
                assert(value);
                return false;
            }
            catch (Exception)
            {
                return true;
            }
        }
    }

    /// <summary>Tests a claim that is false where it is wrong.</summary>
    public static void Sample<T>(this Gen<T> gen, Func<T, bool> holds, long iter = 100, int threads = -1, Func<T, string>? print = null) =>
        gen.Sample(value => Assert.True(holds(value)), iter, threads, print);

    /// <summary>Of two.</summary>
    public static void Sample<T1, T2>(this Gen<(T1, T2)> gen, Action<T1, T2> assert, long iter = 100, int threads = -1) =>
        gen.Sample(t => assert(t.Item1, t.Item2), iter, threads);

    /// <summary>Of two.</summary>
    public static void Sample<T1, T2>(this Gen<(T1, T2)> gen, Func<T1, T2, bool> holds, long iter = 100, int threads = -1) =>
        gen.Sample(t => holds(t.Item1, t.Item2), iter, threads);

    /// <summary>Of three.</summary>
    public static void Sample<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, Action<T1, T2, T3> assert, long iter = 100, int threads = -1) =>
        gen.Sample(t => assert(t.Item1, t.Item2, t.Item3), iter, threads);

    /// <summary>Of three.</summary>
    public static void Sample<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, Func<T1, T2, T3, bool> holds, long iter = 100, int threads = -1) =>
        gen.Sample(t => holds(t.Item1, t.Item2, t.Item3), iter, threads);

    // The seed of the first case that fails; CsCheck fails on it again, makes it smaller and prints it.
    private static string? FirstSeed<T>(Gen<T> gen, Func<T, bool> fails, long iter, int threads)
    {
        var first = iter;
        Parallel.For(0L, iter, new ParallelOptions { MaxDegreeOfParallelism = threads }, (i, loop) =>
        {
            if (!fails(gen.Generate(Case(i), null, out _)))
                return;
            InterlockedMin(ref first, i);
            loop.Break();
        });
        return first < iter ? Case(first).ToString() : null;
    }

    private static void InterlockedMin(ref long least, long value)
    {
        for (var seen = Volatile.Read(ref least); value < seen;)
            seen = Interlocked.CompareExchange(ref least, value, seen);
    }

    // Multiples of the golden ratio lie apart.
    private static PCG Case(long i) => new(1, unchecked((ulong)(i + 1) * 0x9E37_79B9_7F4A_7C15));
}
