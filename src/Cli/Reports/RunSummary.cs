using System.Globalization;
using Flows.Cli.Terminals;
using Flows.Language;
using Flows.Runtime.Results;

namespace Flows.Cli.Reports;

/// <summary>The last words of a run: at most eight lines, and one more for each expectation that failed.</summary>
internal static class RunSummary
{
    /// <summary>So many characters of expectations fit a line; more are counted instead of named.</summary>
    private const int Width = 90;

    // Of observables without a value; the file holds all.
    private const int MostNamed = 3;

    /// <summary>The summary, line by line. What does not apply to a run is left out.</summary>
    /// <param name="result">The run.</param>
    /// <param name="folder">Where its results are.</param>
    /// <param name="ink">Colours.</param>
    public static Seq<string> Lines(RunResult result, string folder, Ink ink)
    {
        var run = result.Statistics;
        var lines = new List<string> { Headline(result, ink) };
        if (run.Steps + run.Rejected > 0)
            Add("steps", $"{Count(run.Steps)} ({Count(run.Rejected)} rejected) to t = {Short(run.EndTime)} in {Seconds(run.WallSeconds)}");
        if (result.EnergyName.Length > 0 && !double.IsNaN(run.EnergyStart))
            Add("energy", $"{result.EnergyName}: {Short(run.EnergyStart)} → {Short(run.EnergyEnd)}, {Rise(run, ink)}");
        if (!double.IsNaN(run.MassDrift))
            Add("mass", run.MassDrift == 0 ? "kept exactly" : $"drift at most {Rough(run.MassDrift)}");
        if (run.Densities.Length > 0 && run.Minimum < 0)
            Add("least", $"{run.Densities}: {ink.Bad(Short(run.Minimum))}; a density that was not kept non-negative");
        var notFinite = result.Series.NotFinite.ToArray();
        if (notFinite.Length > 0)
            Add("not finite", ink.Bad(string.Join(", ", notFinite.Take(MostNamed).Select(v => $"`{v.Name}` is {v.Is} at t = {Short(v.Time)}"))
                + (notFinite.Length > MostNamed ? $" and {Count(notFinite.Length - MostNamed)} more" : "")));
        if (result.Expectations.Count > 0)
        {
            Add("expected", Expectations(result.Expectations, ink));
            lines.AddRange(FailedExpectations(result, ink));
        }
        if (!double.IsNaN(run.TimeErrorBound))
            Add("time error", run.TimeErrorCertified
                ? $"at most {Rough(run.TimeErrorBound)} (certified)"
                : $"about {Rough(run.TimeErrorBound)} (estimate: convexity was only sampled)");
        if (run.CellSteps > 0 && run.WallSeconds > 0)
            Add("throughput", $"{Million(run.CellSteps / run.WallSeconds)} cell steps a second{Memory(result)}");
        Add("results", folder);
        return [.. lines];

        void Add(string name, string text) => lines.Add($"  {ink.Faint(name.PadRight(11))} {text}");
    }

    /// <summary>One line for each expectation that failed: its text, what was measured, what was wanted.</summary>
    public static Seq<string> FailedExpectations(RunResult result, Ink ink) =>
        [.. result.Expectations.Where(e => !e.Passed).Select(e => Failed(e, ink))];

    private static string Headline(RunResult result, Ink ink)
    {
        var scheme = result.Scheme.Length > 0 ? result.Scheme : "nothing to solve";
        var end = result.Status switch
        {
            RunStatus.Done => "",
            RunStatus.Failed => ink.Bad($" — failed at t = {Short(result.Statistics.EndTime)}"),
            _ => ink.Bad($" — interrupted at t = {Short(result.Statistics.EndTime)}"),
        };
        return $"{ink.Strong(result.Program)}: {scheme}{end}";
    }

    private static string Rise(RunStatistics run, Ink ink)
    {
        // 1e-12 of the absolute cell energies is what summing them costs; less is no rise.
        var words = run.WorstRise <= 0 ? "never rose"
            : run.WorstRise <= 1e-12 ? $"no rise beyond rounding ({Rough(run.WorstRise)}·Σ|e|)"
            : $"rose by up to {Rough(run.WorstRise)}·Σ|e|";
        return run.WorstRise > 1e-12 && run.DecayPromised ? ink.Bad(words) : words;
    }

    private static string Expectations(Seq<ExpectationResult> all, Ink ink)
    {
        var met = all.Where(e => e.Passed).Select(e => e.Text).ToList();
        var failed = all.Count - met.Count;
        if (failed > 0)
            return $"{ink.Bad($"✗ {failed} of {all.Count} failed")}{(met.Count > 0 ? $", {ink.Good($"✓ {met.Count} met")}" : "")}";
        return met.Sum(text => text.Length + 4) <= Width
            ? string.Join("  ", met.Select(text => $"{ink.Good("✓")} {text}"))
            : $"{ink.Good("✓")} all {all.Count} met";
    }

    private static string Failed(ExpectationResult expectation, Ink ink)
    {
        var measured = expectation.Measured is { } value ? $"measured {Short(value)}, " : "";
        var note = expectation.Note.Length > 0 ? $" ({expectation.Note})" : "";
        return $"    {ink.Bad("✗")} {expectation.Text}: {measured}wanted {expectation.Wanted}{note}";
    }

    private static string Seconds(double seconds) =>
        seconds < 0.1 ? Invariant($"{seconds * 1000:F1} ms") : seconds < 100 ? Invariant($"{seconds:F2} s") : Invariant($"{seconds:F0} s");

    private static string Million(double count) =>
        count >= 1e9 ? Invariant($"{count / 1e9:F2} billion") : count >= 1e6 ? Invariant($"{count / 1e6:F1} million") : Invariant($"{count:N0}");

    private static string Memory(RunResult result)
    {
        var (bytes, arrays) = (result.Statistics.MemoryBytes, result.Statistics.Arrays);
        if (bytes == 0)
            return "";
        var size = bytes >= 1L << 30 ? Invariant($"{bytes / (double)(1L << 30):G3} GiB") : Invariant($"{bytes / (double)(1L << 20):G3} MiB");
        return $"; memory {size}: {Count(arrays)} array{(arrays == 1 ? "" : "s")} of {string.Join('*', result.Cells.Select(n => Count(n)))}";
    }

    private static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Short(double value) => value.ToString("g6", CultureInfo.InvariantCulture);

    private static string Rough(double value) => value.ToString("g2", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
