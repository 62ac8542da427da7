using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Parsing;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Opening;

/// <summary>Reads and parses what a program opens, and what that opens in turn.</summary>
public sealed class ModuleLoader
{
    // A program opens a handful; a chain without end is stopped before it exhausts anything.
    private const int MostFiles = 100;

    private readonly ISourceFiles _files;
    private readonly Dictionary<string, Module> _known = new(StringComparer.Ordinal);
    private readonly List<(string Key, string Name)> _chain = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private SourceText _source;

    private ModuleLoader(SourceText source, ISourceFiles files) => (_source, _files) = (source, files);

    /// <summary>The program with everything it opens; its value is null after an error.</summary>
    /// <param name="source">The text.</param>
    /// <param name="syntax">Its syntax.</param>
    /// <param name="files">Reads files.</param>
    /// <returns>Diagnostics carry the text that their spans are in.</returns>
    public static Checked<OpenedProgram> Load(SourceText source, ProgramSyntax syntax, ISourceFiles files)
    {
        var loader = new ModuleLoader(source, files);
        loader._chain.Add((files.Program, source.Path));
        var program = loader.Of(source.Path, files.Program, syntax);
        Seq<Diagnostic> found = [.. loader._diagnostics.Select(d => d with { Source = loader._source })];
        return found.Any(d => d.Severity == Severity.Error)
            ? new(null, found)
            : new(new OpenedProgram(loader._source, program, files), found);
    }

    private Module Of(string name, string fullPath, ProgramSyntax syntax) =>
        new(name, fullPath, syntax, [.. syntax.Declarations.OfType<OpenDecl>().Select(d => Open(d, fullPath)).OfType<Module>().Distinct()]);

    private Module? Open(OpenDecl open, string from)
    {
        var at = open.Target.Span;
        if (!open.IsFile)
            return StandardLibrary.Text(open.Target.Name) is { } text ? Opened(open, open.Target.Name, "", open.Target.Name, () => text)
                : Failed(OpenErrors.NoModule(open.Target.Name, at, StandardLibrary.Names));
        return _files.Read(open.Target.Name, from, SourceReader.LargestFile) switch
        {
            FileAnswer.Found f => Opened(open, f.FullPath, f.FullPath, f.Path, () => Decoded(f, at)),
            var other => Failed(OpenErrors.CannotRead(open.Target.Name, other, at)),
        };
    }

    private Module? Opened(OpenDecl open, string key, string fullPath, string path, Func<string?> read)
    {
        var on = _chain.FindIndex(c => c.Key == key);
        if (on >= 0)
            return Failed(OpenErrors.Circle([.. _chain.Skip(on).Select(c => c.Name), path], open.Target.Span));
        if (_known.TryGetValue(key, out var known))
            return known;
        if (_source.Files.Count > MostFiles)
            return Failed(OpenErrors.TooMany(path, MostFiles, open.Target.Span));
        if (read() is not { } text)
            return null;
        _source = _source.With(open.IsFile ? path : $"<{path}>", text);
        var syntax = FlowParser.Parse(_source, _source.Files[^1]);
        _diagnostics.AddRange(syntax.Diagnostics);
        if (open.IsFile && Ignored(syntax.Value!) is { Count: > 0 } ignored)
            _diagnostics.Add(OpenErrors.Ignored(path, ignored, open.Target.Span));
        _chain.Add((key, path));
        var module = Of(path, fullPath, syntax.Value!);
        _chain.RemoveAt(_chain.Count - 1);
        return _known[key] = module;
    }

    private string? Decoded(FileAnswer.Found file, SourceSpan at)
    {
        var decoded = SourceReader.Decode(file.Path, file.Bytes);
        if (!decoded.HasErrors)
            return decoded.Value!.Text;
        _diagnostics.Add(OpenErrors.NoText(file.Path, decoded.Diagnostics[0].Message, at));
        return null;
    }

    private Module? Failed(Diagnostic error)
    {
        _diagnostics.Add(error);
        return null;
    }

    private static Seq<string> Ignored(ProgramSyntax syntax) => [.. syntax.Declarations.Select(d => d switch
    {
        LetDecl or ParamDecl or DataDecl or FunctionalDecl or OpenDecl => null,
        DomainDecl => "domain",
        StateDecl => "state",
        NetworkDecl => "network",
        FlowDecl => "flow",
        SolveDecl => "solve",
        MinimizeDecl => "minimize",
        CompareDecl => "compare",
        VaryDecl => "vary",
        ObserveDecl => "observe",
        PlotDecl => "plot",
        AnimateDecl => "animate",
        SaveDecl => "save",
        ExpectDecl => "expect",
        _ => throw new System.Diagnostics.UnreachableException(),
    }).OfType<string>().Distinct()];
}
