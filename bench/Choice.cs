using System.Globalization;
using Flows.Compiler.Planning;
using Flows.Runtime.Steppers;

namespace Flows.Bench;

/// <summary>
/// Whether `auto` chooses well: every program by every method that fits, with the default options of each, against a fine reference. A table of
/// time and error, and two figures: on how many rows `auto` is within three times the fastest method that is right, and its largest error.
/// </summary>
internal static class Choice
{
    private const double Right = 0.01;
    private const double Least = 0.05;
    private const double Near = 3;

    // References may take longer than what they judge.
    private const double ReferenceTimes = 2;

    // The order in which a reference is looked for: the ones whose error is controlled first, moving cells last, since their cells are others.
    private static readonly string[] References = ["rkc", "implicit", "explicit", "imex", "sav", "spectral", "implicit_midpoint", "symplectic", "jko"];
    private static readonly string[] Fine = ["rtol = 1e-7", "rtol = 1e-6", "dt = "];

    /// <summary>Runs what the arguments name and writes the table as it grows.</summary>
    /// <param name="arguments">`--limit SECONDS`, `-o FILE`, files and folders; none: the examples.</param>
    /// <param name="console">Receives every row as well.</param>
    public static void Run(string[] arguments, TextWriter console)
    {
        var (limit, file) = (60.0, "");
        var paths = new List<string>();
        for (var i = 0; i < arguments.Length; i++)
            if (arguments[i] == "--limit")
                limit = double.Parse(arguments[++i], CultureInfo.InvariantCulture);
            else if (arguments[i] == "-o")
                file = arguments[++i];
            else
                paths.Add(arguments[i]);
        if (paths.Count == 0)
            paths.Add("examples");
        using var output = file.Length > 0 ? new StreamWriter(file) { AutoFlush = true } : null;
        void Say(string line)
        {
            console.WriteLine(line);
            output?.WriteLine(line);
        }
        Say(Header(limit));
        var rows = new List<ChoiceRow>();
        foreach (var path in paths.SelectMany(p => Directory.Exists(p) ? [.. Directory.EnumerateFiles(p, "*.flow", SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : (string[])[p]))
        {
            var row = Row(path, limit);
            Say(row.Line);
            if (row.Counts)
                rows.Add(row);
        }
        Say("");
        Say(Figures(rows));
    }

    private static string Header(double limit) => FormattableString.Invariant($"""
        Times are of the loop of steps, in process, one thread, the median of 3 (one run beyond 2 s), limit {limit:g3} s; below 50 ms all are equal. An error is
        the largest difference of an observable (or of the energy, or of the state at the end in the mean) from the reference, relative to its greatest size over
        the run, or to 1% of the state's where it is smaller than that. **Right** is an error of at most 1%. The reference is named in the last column, with its distance
        from a second one of another method where there is one; in one dimension it has twice the cells.

        | program | its own | auto | error | against the best | methods: time (error) | reference |
        | --- | --- | --- | --- | --- | --- | --- |
        """);

    private static ChoiceRow Row(string path, double limit)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (ChoiceProgram.Read(path) is not { } program)
            return ChoiceRow.Without(name, "nothing is solved");
        if (program.Compile("", null, out var why) is not { } plan)
            return ChoiceRow.Without(name, why);
        var auto = ChoiceRun.Of("auto", plan, limit, true);
        var runs = new List<ChoiceRun>();
        foreach (var method in MethodCatalog.All)
            if (method.Name == plan.Method!.Name)
                runs.Add(auto with { By = method.Name });
            else if (program.Compile(method.Name, null, out _) is { } other)
                runs.Add(ChoiceRun.Of(method.Name, other, limit, true));
        var references = ReferencesOf(program, plan, limit).Take(2).ToArray();
        if (references.Length == 0)
            return ChoiceRow.Without(name, $"no reference; {string.Join(", ", runs.Select(r => r.IsDone ? $"{r.By} {Time(r.Seconds)}" : $"{r.By} {r.Outcome}"))}");
        var (judge, error) = (references[0].Result!, double.PositiveInfinity);
        double Of(ChoiceRun run) => run.IsDone ? ChoiceErrors.Between(run.Result!, judge).Error : double.PositiveInfinity;
        error = Of(auto);
        var right = runs.Where(r => r.IsDone && Of(r) <= Right).ToArray();
        var best = right.Select(r => Math.Max(Least, r.Seconds)).DefaultIfEmpty(double.NaN).Min();
        var ratio = error <= Right ? Math.Max(Least, auto.Seconds) / best : double.PositiveInfinity;
        var agreement = references.Length > 1 ? ChoiceErrors.Between(references[1].Result!, judge).Error : double.NaN;
        var list = string.Join(", ", runs.OrderBy(r => r.Seconds).Select(r => r.IsDone ? $"{r.By} {Time(r.Seconds)} ({Share(Of(r))})" : $"{r.By} {r.Outcome}"));
        var known = $"{references[0].By}{(double.IsNaN(agreement) ? "" : $", {references[1].By}: {Share(agreement)}")}";
        var said = auto.IsDone ? $"{auto.Method} {Time(auto.Seconds)} | {Share(error)} {(error > Right ? ChoiceErrors.Between(auto.Result!, judge).Of : "")}" : $"{plan.Method!.Name} {auto.Outcome} | ";
        // Where no method is right and the two references differ, or nothing is right at all, the row says nothing of the choice.
        return new ChoiceRow(name, $"| {name} | {program.Own.Replace("|", "\\|", StringComparison.Ordinal)} | {said} | {(right.Length == 0 ? "none is right" : Times(ratio))} | {list} | {known} |",
            right.Length > 0, ratio, error);
    }

    // The reference first, then others that check it, each of another method.
    private static IEnumerable<ChoiceRun> ReferencesOf(ChoiceProgram program, Plan plan, double limit)
    {
        var cells = plan.GridCells is [var n] ? (2 * n).ToString(CultureInfo.InvariantCulture) : null;
        foreach (var method in References)
            foreach (var option in Fine)
            {
                var by = option == "dt = "
                    ? double.IsFinite(plan.End!.Time) ? FormattableString.Invariant($"{method} {{ dt = {plan.End.Time / 20000:r} }}") : ""
                    : $"{method} {{ {option} }}";
                if (by.Length > 0 && program.Compile(by, cells, out _) is { } fine && ChoiceRun.Of(by, fine, ReferenceTimes * limit, false) is { IsDone: true } run)
                {
                    yield return run;
                    break;
                }
            }
    }

    private static string Figures(List<ChoiceRow> rows)
    {
        var near = rows.Count(r => r.Ratio <= Near);
        var worst = rows.MaxBy(r => r.Ratio);
        var error = rows.MaxBy(r => double.IsFinite(r.Error) ? r.Error : double.MaxValue);
        return rows.Count == 0 ? "no rows" : FormattableString.Invariant($"""
            - `auto` is within {Near} times the fastest right method on **{near} of {rows.Count} rows** ({100.0 * near / rows.Count:f0}%); the worst is {worst!.Name}: {Times(worst.Ratio)}.
            - Its largest error at the default tolerance: **{Share(error!.Error)}** ({error.Name}); {rows.Count(r => r.Error > Right)} rows above 1%.
            """);
    }

    private static string Times(double ratio) => double.IsFinite(ratio) ? FormattableString.Invariant($"{ratio:f1}") : "not right";

    private static string Time(double seconds) => seconds < 1 ? FormattableString.Invariant($"{1000 * seconds:f0} ms") : FormattableString.Invariant($"{seconds:g3} s");

    private static string Share(double error) => double.IsFinite(error) ? FormattableString.Invariant($"{100 * error:g2}%") : "no number";

    /// <summary>A row of the table.</summary>
    private sealed record ChoiceRow(string Name, string Line, bool Counts, double Ratio, double Error)
    {
        public static ChoiceRow Without(string name, string why) =>
            new(name, $"| {name} | | | | | {why.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal)} | |", false, double.NaN, double.NaN);
    }
}
