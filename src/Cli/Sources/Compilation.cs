using System.Globalization;
using Flows.Cli.Engine;
using Flows.Cli.Terminals;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Parsing;
using Flows.Language.Text;

namespace Flows.Cli.Sources;

/// <summary>What a program is compiled for.</summary>
public enum Aim
{
    /// <summary>To be run: what this version does not run is an error.</summary>
    Run,
    /// <summary>To be judged: what this version does not run is a warning.</summary>
    Check,
    /// <summary>To be judged strictly: also what is correct and often not meant.</summary>
    CheckPedantically,
    /// <summary>To be explained, whether or not it runs.</summary>
    Explain,
}

/// <summary>A program file after compilation.</summary>
/// <param name="File">What was read.</param>
/// <param name="Program">The program, or null if there are errors.</param>
/// <param name="Diagnostics">What the compiler has to say.</param>
public sealed record Compilation(ProgramFile File, CompiledProgram? Program, Seq<Diagnostic> Diagnostics)
{
    /// <summary>The most diagnostics that are shown for one program.</summary>
    private const int MostShown = FlowParser.MostErrors;

    /// <summary>SHA-256 of what the program consists of: its file, and those that it opens and takes data from.</summary>
    public string Hash { get; private init; } = File.Hash;

    /// <summary>How many diagnostics are errors.</summary>
    public int Errors => Diagnostics.Count(d => d.Severity == Severity.Error);

    /// <summary>How many diagnostics are warnings.</summary>
    public int Warnings => Diagnostics.Count(d => d.Severity == Severity.Warning);

    /// <summary>Reads and compiles a program.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Compilation Of(string path, Session session, Overrides overrides, Aim aim, bool mayReadAll, long? memoryLimit = null)
    {
        var file = ProgramFile.Read(path, session.Terminal);
        if (file.Text.HasErrors || file.Text.Value is null)
            return new(file, null, file.Text.Diagnostics);
        var folder = ProgramFolder.Of(path, mayReadAll, memoryLimit ?? long.MaxValue);
        var compiled = session.Engine.Compile(file.Text.Value, overrides, folder);
        var missing = compiled.Value?.Missing ?? [];
        Seq<Diagnostic> said = aim switch
        {
            Aim.Run => missing,
            Aim.Check => AsWarnings(missing),
            Aim.CheckPedantically => [.. AsWarnings(missing), .. compiled.HasErrors ? [] : compiled.Value?.Pedantic() ?? []],
            _ => [],
        };
        var program = compiled.HasErrors || said.Any(d => d.Severity == Severity.Error) ? null : compiled.Value;
        return new(file, program, [.. file.Text.Diagnostics, .. compiled.Diagnostics, .. said]) { Hash = folder.HashWith(file) };
    }

    private static Seq<Diagnostic> AsWarnings(Seq<Diagnostic> diagnostics) => [.. diagnostics.Select(d => d with { Severity = Severity.Warning })];

    /// <summary>Shows the diagnostics on the error stream, to people or to programs.</summary>
    public void Show(Terminal terminal, bool asJson)
    {
        if (asJson)
            ShowJson(terminal.Error);
        else
            Show(terminal);
    }

    /// <summary>Shows the diagnostics to people, on the error stream.</summary>
    public void Show(Terminal terminal)
    {
        var source = File.Text.Value ?? new SourceText(File.Name, "");
        // Errors first where not all can be shown: warnings do not stop anything.
        var shown = Diagnostics.Count <= MostShown ? Diagnostics
            : [.. Diagnostics.OrderBy(d => d.Severity).Take(MostShown).OrderBy(d => d.Primary.Span.Start)];
        foreach (var diagnostic in shown)
            terminal.Error.Write(DiagnosticRenderer.Render(diagnostic, source, terminal.ErrorInk.On) + "\n");
        if (Diagnostics.Count > MostShown)
            terminal.Error.Write(string.Create(CultureInfo.InvariantCulture, $"… and {Diagnostics.Count - MostShown} more\n"));
    }

    /// <summary>Shows the diagnostics to programs, one line of JSON each.</summary>
    public void ShowJson(TextWriter writer)
    {
        var source = File.Text.Value ?? new SourceText(File.Name, "");
        foreach (var diagnostic in Diagnostics)
            writer.Write(DiagnosticRenderer.RenderJson(diagnostic, source).TrimEnd('\n') + "\n");
    }
}
