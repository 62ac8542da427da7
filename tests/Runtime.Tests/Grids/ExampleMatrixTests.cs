using System.Globalization;
using System.Text.RegularExpressions;
using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Compiler.Planning;
using Flows.Language.Diagnostics;
using Flows.Language.Text;
using Flows.Runtime.Results;
using Flows.Runtime.Steppers;
using Flows.Testing;

namespace Flows.Runtime.Tests.Grids;

/// <summary>Every example by every method that fits it, on few cells and for a short time: the laws of the ledger hold whichever method runs.</summary>
public sealed class ExampleMatrixTests(Xunit.Abstractions.ITestOutputHelper log)
{
    private const double ShareOfRun = 0.01;

    public static TheoryData<string> Examples =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Golden.Root, "examples"), "*.flow", SearchOption.AllDirectories)
            .Where(file => Regex.IsMatch(File.ReadAllText(file), "^flow ", RegexOptions.Multiline))
            .Select(file => Path.GetRelativePath(Golden.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_laws_hold_by_every_method(string file)
    {
        var source = Source(Path.Combine(Golden.Root, file));
        var analysed = FlowCompiler.Analyse(source, MethodCatalog.Target, Overrides.None).Value!;
        var methods = MethodSurvey.Of(analysed.Equations, MethodCatalog.Target).Where(v => v.Runs).Select(v => v.Method.Name).ToArray();
        var broken = methods.SelectMany(method => Broken(source, method, Cells(analysed), ShareOfRun * analysed.Plan!.End!.Time).Select(what => $"{method}: {what}")).ToArray();
        Assert.Equal([], broken);
        Assert.True(methods.Length > 1);
    }

    // What does not hold when an example is run by a method; nothing where this version says that it does not run it yet.
    private List<string> Broken(SourceText source, string method, string cells, double until)
    {
        var compiled = FlowCompiler.Compile(source, MethodCatalog.Target, new Overrides([], until, cells, method));
        if (compiled.Value is not { } plan)
            return [.. compiled.Diagnostics.Where(d => d.Severity == Severity.Error && d.Code != "F0690").Select(d => d.Message)];
        var result = FlowRunner.Run(plan, new RunSettings(20, true, 0) { Threads = 1 }, _ => { }, CancellationToken.None);
        var s = result.Statistics;
        log.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{method}: {s.Steps} steps, {s.Rejected} rejected, {s.WallSeconds:f2} s, drift {s.MassDrift:e1}, least {s.Minimum:e1}, rise {s.WorstRise:e1}{(s.DecayPromised ? " (promised away)" : "")}"));
        var broken = new List<string>();
        void Holds(bool law, FormattableString text)
        {
            if (!law)
                broken.Add(text.ToString(CultureInfo.InvariantCulture));
        }
        Holds(result.Status == RunStatus.Done, $"{result.Status}: {result.Failure?.Message} at {s.EndTime}");
        Holds(plan.Method!.Name == method && s.Steps >= 5, $"{s.Steps} steps by {plan.Method.Name}");
        Holds(double.IsNaN(s.MassDrift) || s.MassDrift <= 1e-12, $"the mass drifted by {s.MassDrift}");
        Holds(s.Minimum >= 0 || !plan.States.Any(state => state.Symbol.IsDensity), $"a density fell to {s.Minimum}");
        Holds(!s.DecayPromised || s.WorstRise <= 1e-12, $"the energy rose by {s.WorstRise}");
        return broken;
    }

    // Options belong to the method that the example names, and what is watched is not asked of another: only the flow is left.
    private static SourceText Source(string file) => new(Path.GetFileName(file),
        Regex.Replace(Regex.Replace(File.ReadAllText(file), @"( by \w+) *\{[^}]*\}", "$1"), @"^(observe|plot|expect)\b.*(\n[ \t]+\S.*)*", "", RegexOptions.Multiline));

    // Steep tails need cells, fourth derivatives make explicit steps short.
    private static string Cells(Analysed analysed)
    {
        var axes = analysed.Model.States[0].Domain.Axes.Count;
        var count = axes switch { 1 => analysed.Equations.Any(e => e.Facts.Order > 0) ? "80" : "240", 2 => "20", _ => "10" };
        return string.Join('*', Enumerable.Repeat(count, axes));
    }
}
