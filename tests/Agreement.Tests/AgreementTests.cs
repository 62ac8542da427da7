using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Flows.Agreement.Tests.Drawing;
using Flows.Agreement.Tests.Running;

namespace Flows.Agreement.Tests;

/// <summary>
/// Every method that fits a program comes to the same numbers, those of its printed equation, and keeps what it promises. The suite draws the same programs each
/// time; `FLOWC_AGREEMENT=1000` draws so many others, `FLOWC_AGREEMENT_SEED=…` one.
/// </summary>
public class AgreementTests
{
    private const int InSuite = 40;

    // One in so many programs may be too sharp for the reference's nodes.
    private const int LeastResolved = 20;

    [Fact]
    public void Methods_agree_with_the_printed_equation_and_keep_what_they_promise()
    {
        var findings = new ConcurrentBag<(ulong Seed, string Text)>();
        var (runs, known, unresolved) = (0, 0, 0);
        Parallel.ForEach(Seeds(), new ParallelOptions { MaxDegreeOfParallelism = 1 }, seed =>
        {
            var draw = Drawer.Of(seed);
            var problems = Comparison.Of(draw, line =>
            {
                Interlocked.Increment(ref runs);
                Trace(line);
            }).ToArray();
            if (problems is [{ Fault: Fault.Unresolved }])
            {
                Interlocked.Increment(ref unresolved);
                return;
            }
            Interlocked.Add(ref known, problems.Count(p => KnownDefects.RowOf(draw, p) is not null));
            var news = problems.Where(p => KnownDefects.RowOf(draw, p) is null).ToArray();
            if (news.Length > 0)
                findings.Add((seed, Report(draw, news)));
            Trace(string.Join("", findings.Where(f => f.Seed == seed).Select(f => f.Text)));
        });
        if (Environment.GetEnvironmentVariable("FLOWC_AGREEMENT_LOG") is { Length: > 0 } log)
            File.WriteAllText(log, string.Create(CultureInfo.InvariantCulture, $"{runs} runs, {known} findings explained by known defects, {findings.Count} programs with others, {unresolved} not resolved, {Environment.CpuUsage.TotalTime.TotalSeconds:F1} s\n{Clock.Text}\n\n") + string.Join("\n", findings.OrderBy(f => f.Seed).Select(f => f.Text)));
        Assert.True(unresolved <= Seeds().Count() / LeastResolved + 1, $"{unresolved} programs are not resolved by the reference");
        Assert.True(findings.IsEmpty, $"{findings.Count} programs, {runs} runs\n" + string.Join("\n", findings.OrderBy(f => f.Seed).Take(5).Select(f => f.Text)));
    }

    private static void Trace(string line)
    {
        if (Environment.GetEnvironmentVariable("FLOWC_AGREEMENT_LOG") is { Length: > 0 } log)
            lock (typeof(AgreementTests))
                File.AppendAllText(log + ".trace", line + "\n");
    }

    private static IEnumerable<ulong> Seeds() =>
        ulong.TryParse(Environment.GetEnvironmentVariable("FLOWC_AGREEMENT_SEED"), CultureInfo.InvariantCulture, out var one) ? [one]
        : int.TryParse(Environment.GetEnvironmentVariable("FLOWC_AGREEMENT"), CultureInfo.InvariantCulture, out var many)
            ? Enumerable.Range(1, many).Select(i => (ulong)i + 1_000_000)
            : Enumerable.Range(1, InSuite).Select(i => (ulong)i);

    private static string Report(Draw draw, Problem[] problems)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"seed {draw.Seed}");
        text.Append(draw.Text(draw.Dimension == 1 ? 64 : 24, problems[0].Variant?.Clause(draw.Until, true) ?? ""));
        foreach (var problem in problems)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {problem}");
        return text.ToString();
    }
}
