using System.Globalization;
using System.Text.Json;
using Flows.Compiler;
using Flows.Compiler.Explaining;
using Flows.Runtime.Steppers;

namespace Flows.Agreement.Tests.Running;

/// <summary>What `explain` says is conserved or falls: each is observed besides, and looked for in the solution of the method of lines.</summary>
internal sealed class Claims
{
    // What the reference's own error does not show.
    private const double RoundOff = 1e-6;

    private readonly List<(string Text, string Observable, bool Falls)> _all = [];
    private readonly List<string> _unread = [];

    /// <summary>The claims about a program.</summary>
    public Claims(Analysed program)
    {
        using var explanation = JsonDocument.Parse(ExplanationWriter.Write(Explanation.Of(program, MethodCatalog.Target), ExplanationFormat.Json));
        foreach (var section in explanation.RootElement.GetProperty("flows").EnumerateArray().SelectMany(f => f.GetProperty("sections").EnumerateArray()))
        {
            var texts = section.GetProperty("statements").EnumerateArray().Select(s => s.GetProperty("text").GetString()!).ToArray();
            var title = section.GetProperty("title").GetString();
            if (title == "conserved")
                foreach (var text in texts)
                    Read(text);
            if (title == "dissipation" && !texts[0].StartsWith("nothing", StringComparison.Ordinal))
                _all.Add((texts[0], "F", true));
        }
    }

    /// <summary>What is to be observed, as lines of a program.</summary>
    public string Observed => string.Concat(_all.Select((c, i) => $"observe claim{i} = {c.Observable}\n"));

    /// <summary>Each claim that is not true, or that nobody looks at.</summary>
    public IEnumerable<string> Untrue(Analysed program, Truth truth)
    {
        foreach (var text in _unread)
            yield return $"nobody looks at the claim `{text}`";
        for (var k = 0; k < _all.Count; k++)
        {
            var name = $"claim{k}";
            var i = program.Model.Observables.TakeWhile(o => o.Name != name).Count();
            var change = truth.End[i] - truth.Start[i];
            var allowed = 3 * truth.Errors[i] + RoundOff * truth.Scales[i];
            if (!((_all[k].Falls ? change : Math.Abs(change)) <= allowed))
                yield return string.Create(CultureInfo.InvariantCulture, $"claimed is {(_all[k].Falls ? "to fall" : "to be conserved")}: {_all[k].Text}; the printed equation changes it by {change:G3}");
        }
    }

    private void Read(string text)
    {
        const string Mass = "the mass ", Hamiltonian = "the Hamiltonian ";
        // Signs are looked at in every run.
        if (text.StartsWith("nothing", StringComparison.Ordinal) || text.EndsWith(">= 0 is kept", StringComparison.Ordinal))
            return;
        var observable = text.StartsWith(Mass, StringComparison.Ordinal) ? text[Mass.Length..] : text.StartsWith(Hamiltonian, StringComparison.Ordinal) ? text[Hamiltonian.Length..] : text;
        if (observable == "F" || observable.StartsWith("int ", StringComparison.Ordinal))
            _all.Add((text, observable, false));
        else
            _unread.Add(text);
    }
}
