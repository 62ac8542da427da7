using System.CommandLine;
using Flows.Cli.Engine;
using Flows.Cli.Sources;

namespace Flows.Cli.Commands;

/// <summary>`flowc check FILE…`: what the compiler has to say, and nothing else.</summary>
internal sealed class CheckCommand : FlowCommand
{
    private readonly Argument<string[]> _files;
    private readonly Option<bool> _json = new("--json") { Description = "Diagnostics as JSON on standard output, one a line" };
    private readonly Option<bool> _allowRead = SharedOptions.AllowRead();

    private readonly Option<bool> _pedantic = new("--pedantic")
    {
        Description = "Also warn of what is correct and often not meant: unused definitions, scales that may be 0, interfaces thinner than four cells, conditions that feed the energy",
    };

    /// <summary>The command in a session.</summary>
    public CheckCommand(Session session)
        : base("check", "Reports what is wrong with programs, without running them.",
            ["flowc check fokker_planck.flow", "flowc check --json examples/basics/*.flow", "flowc check --pedantic cahn_hilliard.flow"])
    {
        _files = SharedOptions.Paths("FILE", "Programs to check; - reads one from standard input", this);
        Arguments.Add(_files);
        Options.Add(_json);
        Options.Add(_pedantic);
        Options.Add(_allowRead);
        SetAction(parsed => parsed.GetRequiredValue(_files).Max(file =>
            Check(file, parsed.GetValue(_pedantic) ? Aim.CheckPedantically : Aim.Check, parsed.GetValue(_json), parsed.GetValue(_allowRead), session)));
    }

    private static int Check(string path, Aim aim, bool asJson, bool mayReadAll, Session session)
    {
        var terminal = session.Terminal;
        Compilation compilation;
        try
        {
            compilation = Compilation.Of(path, session, Overrides.None, aim, mayReadAll);
        }
        catch (IOException failure)
        {
            terminal.Complain(failure.Message);
            return ExitStatus.InputOutput;
        }
        if (asJson)
        {
            compilation.ShowJson(terminal.Output);
        }
        else
        {
            compilation.Show(terminal);
            terminal.Output.Write($"{path}: {Verdict(compilation)}\n");
        }
        return compilation.Errors > 0 ? ExitStatus.ProgramErrors : ExitStatus.Done;
    }

    private static string Verdict(Compilation compilation) => (compilation.Errors, compilation.Warnings) switch
    {
        (0, 0) => "no problems",
        (0, var warnings) => Counted(warnings, "warning"),
        (var errors, 0) => Counted(errors, "error"),
        var (errors, warnings) => $"{Counted(errors, "error")}, {Counted(warnings, "warning")}",
    };

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
