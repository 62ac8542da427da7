using System.Text.Json;
using Flows.Cli.Engine;
using Flows.Cli.Sources;
using Flows.Language.Diagnostics;
using Flows.Language.Text;
using Flows.Runtime.Outputs;
using Flows.Runtime.Results;
using Flows.Testing;

namespace Flows.Cli.Tests.Examples;

/// <summary>Programs run by the engine of the product, in process.</summary>
internal static class Programs
{
    private static readonly FlowEngine Engine = new();

    /// <summary>The `.flow` files below a folder of the repository, relative to its root, as the cases of a theory.</summary>
    public static TheoryData<string> Below(string folder) => [.. Files(folder)];

    /// <summary>The `.flow` files below a folder of the repository, relative to its root.</summary>
    public static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(Path.Combine(Golden.Root, folder), "*.flow", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Golden.Root, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    /// <summary>The text of a file of the repository.</summary>
    public static SourceText Read(string file) => new(file, File.ReadAllText(Path.Combine(Golden.Root, file)));

    /// <summary>Compiles; fails with the diagnostics.</summary>
    public static CompiledProgram Compile(SourceText source, params NamedValue[] set)
    {
        var compiled = Engine.Compile(source, new Overrides([.. set], null, null, null), ProgramFolder.Of(Path.Combine(Golden.Root, source.Path), false));
        Assert.True(compiled.Value is not null, string.Join('\n', compiled.Diagnostics.Select(d => DiagnosticRenderer.Render(d, source))));
        return compiled.Value!;
    }

    /// <summary>Compiles and runs, without figures.</summary>
    public static RunResult Run(SourceText source, params NamedValue[] set) =>
        Engine.Run(Compile(source, set), new RunSettings(1, null, true), _ => { }, CancellationToken.None);

    /// <summary>What did not come out as expected, one line each; empty for a run that exits with 0.</summary>
    public static string Complaints(RunResult result) => string.Join('\n',
    [
        .. result.Failure is { } failure ? [$"{failure.Code}: {failure.Message}"] : Array.Empty<string>(),
        .. result.Expectations.Where(e => !e.Passed).Select(e => FormattableString.Invariant($"{e.Text}: measured {e.Measured}, wanted {e.Wanted} {e.Note}")),
    ]);

    /// <summary>The ledger as `summary.json` has it.</summary>
    public static JsonElement Ledger(RunResult result)
    {
        using var stream = new MemoryStream();
        new SummaryOutput().WriteTo(stream, result, indented: false);
        using var summary = JsonDocument.Parse(stream.ToArray());
        return summary.RootElement.GetProperty("ledger").Clone();
    }
}
