using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Compiler.Planning;
using Flows.Language.Text;
using Flows.Runtime;
using Flows.Runtime.States;
using Flows.Runtime.Steppers;

namespace Flows.Bench;

/// <summary>Programs of a field on a ring of cells, and their states.</summary>
internal static class GridPrograms
{
    /// <summary>A program on as many periodic unit axes as there are counts of cells.</summary>
    public static string Text(string initial, string energy, string metric, string cells, string method) => $"""
        domain D = {string.Join(" * ", cells.Split('*').Select(_ => "periodic [0, 1]"))}
        state u : field on D = {initial}
        E[u] = int {energy}
        flow u = descend E in {metric}
        solve on {cells} cells by {method} until 100

        """;

    /// <summary>The plan of a program.</summary>
    public static Plan Plan(string program) => FlowCompiler.Compile(new SourceText("bench", program), MethodCatalog.Target, Overrides.None).Value!;

    /// <summary>A state of a plan, not filled yet.</summary>
    public static GridRunState State(Plan plan, int threads) => new(plan, new RunSettings(null, true, 0) { Threads = threads });
}
