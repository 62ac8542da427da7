using Flows.Compiler;
using Flows.Compiler.Binding;
using Flows.Compiler.Opening;
using Flows.Compiler.Planning;
using Flows.Compiler.Tables;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Parsing;
using Flows.Language.Syntax;
using Flows.Language.Text;
using Flows.Runtime.Outputs;
using Flows.Runtime.Steppers;

namespace Flows.Bench;

/// <summary>A program whose method and options are left out, to be run by others.</summary>
internal sealed class ChoiceProgram
{
    private const long MostNumbers = 1L << 28;

    private readonly string _path;
    private readonly string _before, _after;

    private ChoiceProgram(string path, string before, string after, string own) => (_path, _before, _after, Own) = (path, before, after, own);

    /// <summary>The method that the program names with its options, or `auto`.</summary>
    public string Own { get; }

    /// <summary>The program of a file; null where nothing is solved in it.</summary>
    public static ChoiceProgram? Read(string path)
    {
        var text = File.ReadAllText(path);
        var syntax = FlowParser.Parse(new SourceText(path, text)).Value;
        if (syntax?.Declarations.OfType<SolveDecl>().FirstOrDefault() is not { } solve)
            return null;
        // The last one that begins before what follows it, or where its own span begins.
        var until = text.LastIndexOf("until", Math.Min(text.Length - 1, solve.Until.Span.Start + "until".Length - 1), StringComparison.Ordinal);
        if (solve.Method is not { } method)
            return new ChoiceProgram(path, text[..until], text[until..], "auto");
        var by = text.LastIndexOf("by", method.Span.Start, StringComparison.Ordinal);
        return new ChoiceProgram(path, text[..by], text[until..], text[method.Span.Start..until].Trim());
    }

    /// <summary>The plan by a method; null where it does not fit, does not run, or is refused.</summary>
    /// <param name="by">`rkc`, `implicit { rtol = 1e-7 }`, or empty for the method that is chosen.</param>
    /// <param name="cells">Other counts of cells, or null.</param>
    /// <param name="why">The first error.</param>
    public Plan? Compile(string by, string? cells, out string why)
    {
        var text = $"{_before}{(by.Length > 0 ? $"by {by} " : "")}{_after}";
        var compiled = FlowCompiler.Compile(new SourceText(_path, text), MethodCatalog.Target, new Overrides([], null, cells, null), new Beside(_path));
        why = compiled.Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error) is { } error ? $"{error.Code} {error.Message}" : "";
        return compiled.HasErrors ? null : compiled.Value;
    }

    // The bench reads what the program reads, without the limits of the command line.
    private sealed class Beside(string program) : ISourceFiles
    {
        public string Program => Path.GetFullPath(program);

        public FileAnswer Read(string path, string from, long most)
        {
            var full = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from.Length > 0 ? from : Program)!, path));
            return File.Exists(full) ? new FileAnswer.Found(path, full, File.ReadAllBytes(full)) : new FileAnswer.Missing((Seq<string>)[]);
        }

        public SavedAnswer States(byte[] bytes, string state) => StateReader.Read(bytes, state, MostNumbers);
    }
}
