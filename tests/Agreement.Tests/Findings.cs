using System.Globalization;
using System.Text;
using Flows.Agreement.Tests.Drawing;
using Flows.Agreement.Tests.Running;

namespace Flows.Agreement.Tests;

/// <summary>What came of many programs.</summary>
internal sealed class Findings
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<ulong, string> _new = [];
    private readonly SortedDictionary<string, int> _known = [];
    private readonly SortedDictionary<string, int> _runs = [];
    private int _programs, _unresolved;

    /// <summary>Programs with findings that no known defect explains.</summary>
    public IReadOnlyCollection<string> New => _new.Values;

    /// <summary>Programs of which the reference could say nothing.</summary>
    public int Unresolved => _unresolved;

    /// <summary>Draws programs and compares.</summary>
    /// <param name="seeds">What they are drawn from.</param>
    /// <param name="heard">Is told of each program with findings.</param>
    public static Findings Of(IEnumerable<ulong> seeds, Action<string> heard)
    {
        var findings = new Findings();
        Parallel.ForEach(seeds, seed =>
        {
            if (findings.Add(Drawer.Of(seed)) is { } text)
                heard(text);
        });
        return findings;
    }

    /// <summary>One line: programs, runs by method, findings.</summary>
    public string Summary => string.Create(CultureInfo.InvariantCulture, $"""
        {_programs} programs, {_runs.Values.Sum()} runs ({string.Join(", ", _runs.Select(r => $"{r.Key} {r.Value}"))}), {_unresolved} not resolved by the reference
        {_known.Values.Sum()} findings of known defects{string.Concat(_known.Select(k => $"\n  {k.Value} {k.Key}"))}
        {_new.Count} programs with other findings
        """);

    private string? Add(Draw draw)
    {
        var problems = Comparison.Of(draw, Ran).ToArray();
        lock (_lock)
        {
            _programs++;
            if (problems is [{ Fault: Fault.Unresolved }])
            {
                _unresolved++;
                return null;
            }
            var news = new List<Problem>();
            foreach (var problem in problems)
                if (KnownDefects.RowOf(draw, problem) is { } row)
                    _known[row] = _known.GetValueOrDefault(row) + 1;
                else
                    news.Add(problem);
            return news.Count == 0 ? null : _new[draw.Seed] = Report(draw, news);
        }
    }

    private void Ran(string method)
    {
        lock (_lock)
            _runs[method] = _runs.GetValueOrDefault(method) + 1;
    }

    private static string Report(Draw draw, List<Problem> problems)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"seed {draw.Seed}");
        text.Append(draw.Text(2 * Comparison.Cells(draw), problems[0].Variant?.Clause(draw.Until, true) ?? ""));
        foreach (var problem in problems)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {problem}");
        return text.ToString();
    }
}
