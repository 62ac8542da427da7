using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Language.Diagnostics;
using Flows.Language.Text;
using Flows.Runtime;
using Flows.Runtime.Results;
using Flows.Runtime.Steppers;

namespace Flows.Agreement.Tests.Running;

/// <summary>The compiler and the runtime, as the command line uses them.</summary>
internal static class Product
{
    // Seconds that no run on so few cells may need, whatever else the machine does.
    private const double TimeLimit = 600;

    private static readonly RunSettings Settings = new(TimeLimit, true, 0) { Threads = 1 };

    /// <summary>The analysis, or null; and what was said of it.</summary>
    public static (Analysed? Value, string Errors) Analyse(string text)
    {
        var source = new SourceText("drawn.flow", text);
        var found = FlowCompiler.Analyse(source, MethodCatalog.Target, Overrides.None);
        return (found.Value, string.Join('\n', found.Diagnostics.Concat(found.Value?.Missing ?? []).Where(d => d.Severity == Severity.Error).Select(d => DiagnosticRenderer.Render(d, source))));
    }

    /// <summary>Runs a plan.</summary>
    public static RunResult Run(Compiler.Planning.Plan plan) => FlowRunner.Run(plan, Settings, _ => { }, CancellationToken.None);

    /// <summary>The observables at the end.</summary>
    public static double[] AtEnd(Compiler.Planning.Plan plan, RunResult result) => [.. plan.Model.Observables.Select(o => o.Name).Select(name => result.Series.Column(name).LastOrDefault(v => !double.IsNaN(v), double.NaN))];
}
