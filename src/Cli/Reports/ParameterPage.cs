using Flows.Cli.Sources;
using Flows.Cli.Terminals;
using Flows.Compiler.Opening;
using Flows.Language;
using Flows.Language.Parsing;
using Flows.Language.Syntax;

namespace Flows.Cli.Reports;

/// <summary>What `--set` can change in a program: its `param`s and those of the files that it opens, with their documentation.</summary>
internal static class ParameterPage
{
    /// <summary>The lines of the page; what is wrong with a program is for `check` to say.</summary>
    /// <param name="path">The program's path; nothing is read from standard input for help.</param>
    /// <param name="mayReadAll">Whether files outside of the program's folder may be read.</param>
    /// <param name="terminal">For reading.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Seq<string> Of(string path, bool mayReadAll, Terminal terminal)
    {
        if (path == ProgramFile.StandardInput || ProgramFile.Read(path, terminal).Text.Value is not { } source)
            return [];
        var opened = ModuleLoader.Load(source, FlowParser.Parse(source).Value!, ProgramFolder.Of(path, mayReadAll));
        if (opened.Value is not { } program)
            return [$"What {path} opens cannot be read: see flowc check {path}"];
        ParamDecl[] declared = [.. program.Program.Opens.Prepend(program.Program).SelectMany(m => m.Syntax.Declarations.OfType<ParamDecl>()).DistinctBy(p => p.Name.Name)];
        if (declared.Length == 0)
            return [$"{path} has no parameters"];
        string[] written = [.. declared.Select(p => $"{p.Name.Name} = {program.Source.Slice(p.Value.Span)}{Range(p)}")];
        var width = written.Max(w => w.Length);
        return [$"Parameters of {path}, for --set:", .. declared.Zip(written, (p, w) => $"  {w.PadRight(width)}  {p.Doc?.Replace('\n', ' ')}".TrimEnd())];

        string Range(ParamDecl p) => p.Low is null || p.High is null ? "" : $" in [{program.Source.Slice(p.Low.Span)}, {program.Source.Slice(p.High.Span)}]";
    }
}
