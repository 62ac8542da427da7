using Flows.Compiler.Opening;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>What is found out while a program and what it opens are bound: the diagnostics, and how much work was spent.</summary>
internal sealed class Findings
{
    // Unfolding is bounded: a program may call functions that call functions, but not without end.
    private const int MostExpressions = 150_000;

    // Of symbolic work: a function of some twenty nodes may be evaluated at each of the data.
    private const long WorkPerNumber = 20;

    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<(string, SourceSpan)> _reported = [];
    private int _spent;
    private long _numbers;
    private int _silent;

    // Points of integrals are told apart by their indices; below are those that are printed by plain names.
    private int _points = 1000;

    // The limit that was hit: nothing after it is looked at, and nothing else is worth saying.
    private Diagnostic? _limit;

    /// <summary>What was reported, in source order.</summary>
    public Seq<Diagnostic> Diagnostics => _limit is { } limit ? [limit] : [.. _diagnostics.OrderBy(d => d.Primary.Span.Start).ThenBy(d => d.Severity)];

    /// <summary>Whether anything reported so far is an error.</summary>
    public bool HasErrors => _limit is not null || _diagnostics.Any(d => d.Severity == Severity.Error);

    /// <summary>Whether what is reported now is thrown away.</summary>
    public bool IsSilent => _silent > 0;

    /// <summary>The definitions that are being unfolded, outermost first.</summary>
    public List<(Declarations In, string Name)> Unfolding { get; } = [];

    /// <summary>The definitions of opened files that are used and have not been looked at by themselves.</summary>
    public Queue<Action> Unchecked { get; } = [];

    /// <summary>The declarations of each opened file.</summary>
    public Dictionary<Module, Declarations> Opened { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>An index that no other point has.</summary>
    public int NextPoint() => _points++;

    /// <summary>Adds a diagnostic; the same one at the same place is reported once.</summary>
    public void Report(Diagnostic diagnostic)
    {
        if (_reported.Add((diagnostic.Code, diagnostic.Primary.Span)))
            _diagnostics.Add(diagnostic);
    }

    /// <summary>Counts data; false beyond the most numbers that a program may have.</summary>
    public bool Keep(long numbers, long most)
    {
        if ((_numbers += numbers) > most)
            return false;
        Symbolics.Work.Allow((int)(WorkPerNumber * numbers));
        return true;
    }

    /// <summary>Ends the compilation: a limit was hit.</summary>
    public void Stop(Diagnostic limit) => _limit ??= limit;

    /// <summary>Runs without reporting; null where it would have reported an error.</summary>
    public T? Silently<T>(Func<T?> run) where T : class
    {
        var count = _diagnostics.Count;
        _silent++;
        var result = run();
        _silent--;
        var failed = false;
        for (var i = _diagnostics.Count - 1; i >= count; i--)
        {
            failed |= _diagnostics[i].Severity == Severity.Error;
            _reported.Remove((_diagnostics[i].Code, _diagnostics[i].Primary.Span));
            _diagnostics.RemoveAt(i);
        }
        return failed || _limit is not null ? null : result;
    }

    /// <summary>Counts one expression; false once the program unfolds to too many.</summary>
    public bool Spend(SourceSpan at)
    {
        if (++_spent > MostExpressions)
            Stop(NameErrors.UnfoldsTooFar(MostExpressions, at));
        return _limit is null;
    }
}
