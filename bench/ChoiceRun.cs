using Flows.Compiler.Planning;
using Flows.Runtime;
using Flows.Runtime.Results;

namespace Flows.Bench;

/// <summary>What became of a program by one method.</summary>
/// <param name="By">The method, with its options.</param>
/// <param name="Seconds">The median of the time in the loop of steps; infinite where it did not reach its end.</param>
/// <param name="Result">What it found; null where it was refused.</param>
/// <param name="Outcome">In a word where it did not reach its end.</param>
internal sealed record ChoiceRun(string By, double Seconds, RunResult? Result, string Outcome)
{
    // A run that takes longer is not repeated: what varies is then a small part.
    private const double Long = 2;
    private const int Repeats = 3;

    /// <summary>Whether it reached its end.</summary>
    public bool IsDone => double.IsFinite(Seconds);

    /// <summary>The method that ran.</summary>
    public string Method => Result?.Method ?? By;

    /// <summary>Runs a plan; three times where that is quick.</summary>
    /// <param name="by">The method.</param>
    /// <param name="plan">How.</param>
    /// <param name="limit">Seconds.</param>
    /// <param name="isTimed">Whether the time matters.</param>
    public static ChoiceRun Of(string by, Plan plan, double limit, bool isTimed)
    {
        var first = Once(by, plan, limit);
        if (!first.IsDone || !isTimed || first.Seconds > Long)
            return first;
        // The first run compiles: it is repeated, not counted.
        var seconds = Enumerable.Range(0, Repeats).Select(_ => Once(by, plan, limit).Seconds).Order().ToArray();
        return first with { Seconds = seconds[Repeats / 2] };
    }

    private static ChoiceRun Once(string by, Plan plan, double limit)
    {
        try
        {
            var settings = new RunSettings(limit, true, 0) { Threads = 1, KeepsEnd = true, MemoryLimit = 8L << 30 };
            var result = FlowRunner.Run(plan, settings, static _ => { }, CancellationToken.None);
            return result.Status switch
            {
                RunStatus.Done => new ChoiceRun(by, result.Statistics.WallSeconds, result, ""),
                RunStatus.Interrupted => new ChoiceRun(by, double.PositiveInfinity, result, FormattableString.Invariant($"> {limit:g3} s")),
                _ => new ChoiceRun(by, double.PositiveInfinity, result, result.Failure?.Code ?? "failed"),
            };
        }
        // A defect of one method must not end the table of all.
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return new ChoiceRun(by, double.PositiveInfinity, null, failure.GetType().Name);
        }
    }
}
