using System.CommandLine;
using System.Diagnostics;
using System.Text;
using Flows.Cli.Sources;
using Flows.Language.Formatting;
using Flows.Language.Parsing;
using Flows.Language.Text;

namespace Flows.Cli.Commands;

/// <summary>`flowc fmt FILE…`: programs in their canonical layout.</summary>
internal sealed class FmtCommand : FlowCommand
{
    private readonly Argument<string[]> _places;
    private readonly Option<bool> _check = new("--check") { Description = "Write nothing; list the files that would change, and exit with 1 if any would" };
    private readonly Option<bool> _unicode = new("--unicode") { Description = "Write symbols in Unicode: ∫ ∇ Δ √ π ∞ ≤ → ²" };
    private readonly Option<bool> _ascii = new("--ascii") { Description = "Write symbols in ASCII: int grad lap sqrt pi infinity <= -> ^2" };
    private readonly Session _session;

    /// <summary>The command in a session.</summary>
    public FmtCommand(Session session)
        : base("fmt", "Sets programs in their canonical layout; comments and meaning stay as they are.",
            ["flowc fmt heat.flow", "flowc fmt --check examples", "flowc fmt --unicode - < heat.flow"])
    {
        _session = session;
        _places = SharedOptions.Paths("DIR|FILE", "Folders, searched for .flow files, and programs; - formats standard input to standard output", this);
        Arguments.Add(_places);
        foreach (var option in new Option[] { _check, _unicode, _ascii })
            Options.Add(option);
        Validators.Add(result =>
        {
            if (result.GetValue(_unicode) && result.GetValue(_ascii))
                result.AddError("--unicode and --ascii contradict each other: give one of them");
        });
        SetAction(FormatAll);
    }

    private int FormatAll(ParseResult parsed)
    {
        var terminal = _session.Terminal;
        var files = parsed.GetRequiredValue(_places).SelectMany(ProgramPaths.Below).Distinct().ToList();
        if (files.Count == 0)
        {
            terminal.Complain("there is no .flow file there");
            return ExitStatus.Usage;
        }
        var spelling = parsed.GetValue(_unicode) ? Spelling.Unicode : parsed.GetValue(_ascii) ? Spelling.Ascii : Spelling.AsWritten;
        var check = parsed.GetValue(_check);
        var worst = ExitStatus.Done;
        foreach (var file in files)
        {
            try
            {
                worst = Math.Max(worst, Format(file, spelling, check));
            }
            catch (IOException failure)
            {
                terminal.Complain(failure.Message);
                worst = Math.Max(worst, ExitStatus.InputOutput);
            }
        }
        return worst;
    }

    private int Format(string path, Spelling spelling, bool check)
    {
        var terminal = _session.Terminal;
        var file = ProgramFile.Read(path, terminal);
        var source = file.Text.Value;
        if (file.Text.HasErrors || source is null)
            return Refuse(new(file, null, file.Text.Diagnostics));
        var formatted = Formatter.Format(source, spelling);
        if (formatted.Value is null)
            return Refuse(new(file, null, formatted.Diagnostics));
        var text = formatted.Value;
        Verify(source, text);
        var bytes = Encoding.UTF8.GetBytes(text);
        var changes = !bytes.AsSpan().SequenceEqual(file.Bytes);
        if (changes && check)
        {
            terminal.Output.Write(source.Path + "\n");
            return ExitStatus.ProgramErrors;
        }
        if (file.IsStandardInput && !check)
            terminal.Output.Write(text);
        else if (changes)
        {
            ProgramFile.Replace(path, bytes);
            terminal.Output.Write(path + "\n");
        }
        return ExitStatus.Done;
    }

    private int Refuse(Compilation compilation)
    {
        compilation.Show(_session.Terminal);
        return ExitStatus.ProgramErrors;
    }

    /// <summary>A file is rewritten only by what means the same: otherwise the formatter has a defect, and the file must not suffer for it.</summary>
    private static void Verify(SourceText source, string text)
    {
        var again = FlowParser.Parse(new SourceText(source.Path, text));
        if (again.HasErrors || !SyntaxEquality.SameTree(FlowParser.Parse(source).Value, again.Value))
            throw new UnreachableException($"formatting would change the meaning of `{source.Path}`; nothing was written");
    }
}
