using System.Globalization;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Opening;

/// <summary>F0213–F0218: what goes wrong with opened files and modules.</summary>
internal static class OpenErrors
{
    private const int MostListed = 8;

    /// <summary>F0213. See docs/errors/F0213.md.</summary>
    /// <param name="name">The name that is used.</param>
    /// <param name="at">Where.</param>
    /// <param name="declared">The files that declare it, each with the place.</param>
    public static Diagnostic Ambiguous(string name, SourceSpan at, IReadOnlyList<(string File, SourceSpan Span)> declared)
    {
        var error = Diagnostic.Error("F0213", $"`{name}` is declared in {Friendly.And(declared.Select(d => d.File))}", at, "could mean either");
        foreach (var (file, span) in declared)
            error = error.See(span, $"declared in `{file}`");
        return error.Help("declare the one that is meant in the program under another name, or open only one of the files");
    }

    /// <summary>F0214. See docs/errors/F0214.md.</summary>
    /// <param name="file">As shown.</param>
    /// <param name="kinds">The keywords of what is ignored.</param>
    /// <param name="at">The file's name in the `open`.</param>
    public static Diagnostic Ignored(string file, Seq<string> kinds, SourceSpan at)
    {
        var note = Diagnostic.Warning("F0214", $"not everything in `{file}` is opened", at, $"its {Friendly.And(kinds)} {(kinds.Count == 1 ? "is" : "are")} ignored")
            .Note("`open` makes the lets, params, data and functionals of a file visible");
        return note with { Severity = Severity.Note };
    }

    /// <summary>F0215 and F0216. See docs/errors/F0215.md and docs/errors/F0216.md.</summary>
    /// <param name="path">As written.</param>
    /// <param name="answer">Why it was not read.</param>
    /// <param name="at">Where it is named.</param>
    public static Diagnostic CannotRead(string path, FileAnswer answer, SourceSpan at) => answer switch
    {
        FileAnswer.Missing m => Missing(path, m.Others, at),
        FileAnswer.Refused r => Diagnostic.Error("F0216", $"reading `{path}` is not allowed", at, r.Folder.Length == 0 ? "lies outside of the program's folder" : $"lies outside of `{r.Folder}`")
            .Note("a program reads files only from its own folder and those below it")
            .Help("if you trust the program, allow it on the command line: `--allow-read`"),
        FileAnswer.TooLarge t => Diagnostic.Error("F0215", $"cannot read `{path}`", at,
            string.Create(CultureInfo.InvariantCulture, $"has more than {t.Most} bytes")),
        FileAnswer.Unreadable u => Diagnostic.Error("F0215", $"cannot read `{path}`", at, u.Reason),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>F0215 of bytes that are no text. See docs/errors/F0215.md.</summary>
    public static Diagnostic NoText(string path, string reason, SourceSpan at) =>
        Diagnostic.Error("F0215", $"cannot read `{path}`", at, reason);

    /// <summary>F0217. See docs/errors/F0217.md.</summary>
    /// <param name="chain">The files on the way round, the first and last the same.</param>
    /// <param name="at">The `open` that closes it.</param>
    public static Diagnostic Circle(IReadOnlyList<string> chain, SourceSpan at) =>
        Diagnostic.Error("F0217", "these files open one another in a circle", at, $"opens `{chain[^1]}` again")
            .Note($"the chain is {string.Join(" -> ", chain.Select(c => $"`{c}`"))}")
            .Help("move what both need into a file that opens neither");

    /// <summary>F0218. See docs/errors/F0218.md.</summary>
    public static Diagnostic NoModule(string name, SourceSpan at, Seq<string> modules)
    {
        var error = Diagnostic.Error("F0218", $"there is no module `{name}`", at, "not in the standard library");
        error = Suggest.Nearest(name, modules) is { } near
            ? error.Help($"did you mean `open {near}`?")
            : error.Help($"the modules are {Friendly.And(modules)}");
        return error.Help($"a file is opened by its name in quotes: `open \"{name}.flow\"`");
    }

    /// <summary>F0215 of one file too many. See docs/errors/F0215.md.</summary>
    public static Diagnostic TooMany(string path, int most, SourceSpan at) =>
        Diagnostic.Error("F0215", $"cannot read `{path}`", at, string.Create(CultureInfo.InvariantCulture, $"a program opens at most {most} files"));

    private static Diagnostic Missing(string path, Seq<string> others, SourceSpan at)
    {
        var error = Diagnostic.Error("F0215", $"cannot read `{path}`", at, "there is no such file");
        var slash = path.LastIndexOf('/') + 1;
        return Suggest.Nearest(path[slash..], others) is { } near ? error.Help($"did you mean `{path[..slash]}{near}`?")
            : others.Count is > 0 and <= MostListed ? error.Help($"the files there are {Friendly.And(others)}")
            : error;
    }
}
