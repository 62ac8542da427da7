using System.CommandLine;
using Flows.Cli.Engine;
using Flows.Cli.Reports;
using Flows.Cli.Sources;
using Flows.Language;
using Flows.Runtime.Results;

namespace Flows.Cli.Commands;

/// <summary>`flowc verify FILE…`: checks the numerics of programs, part by part.</summary>
internal sealed class VerifyCommand : FlowCommand
{
    private readonly Argument<string[]> _files;
    private readonly Option<Seq<NamedValue>> _set = SharedOptions.Set();

    private readonly Option<string?> _cells = new("--cells")
    {
        Description = "Use another number of cells; most checks take fewer, and say how many",
        HelpName = "N[*M[*K]]",
        CustomParser = NumberArgument.Cells,
    };

    private readonly Option<string?> _method = new("--method") { Description = "Use another method, or auto", HelpName = "M" };
    private readonly Option<bool> _json = new("--json") { Description = "Print one line of JSON a program, diagnostics as JSON too" };
    private readonly Option<bool> _allowRead = SharedOptions.AllowRead();
    private readonly Session _session;

    /// <summary>The command in a session.</summary>
    public VerifyCommand(Session session)
        : base("verify", "Checks the numerics of programs: derivatives, the metric's operator, orders in time and space, the energy law.",
            ["flowc verify cahn_hilliard.flow", "flowc verify heat.flow --method rkc --json"])
    {
        _session = session;
        _files = SharedOptions.Paths("FILE", "Programs to check; - reads one from standard input", this);
        Arguments.Add(_files);
        foreach (var option in new Option[] { _set, _cells, _method, _json, _allowRead })
            Options.Add(option);
        SetAction(VerifyAll);
    }

    private int VerifyAll(ParseResult parsed) => ForEach(parsed.GetRequiredValue(_files), _session, file =>
    {
        var status = Verify(file, parsed);
        _session.Terminal.Flush();
        return status;
    });

    private int Verify(string file, ParseResult parsed)
    {
        var terminal = _session.Terminal;
        var json = parsed.GetValue(_json);
        var overrides = new Overrides(parsed.GetValue(_set), null, parsed.GetValue(_cells), parsed.GetValue(_method));
        var compilation = Compilation.Of(file, _session, overrides, Aim.Run, parsed.GetValue(_allowRead));
        compilation.Show(terminal, json);
        if (compilation.Program is null)
            return ExitStatus.ProgramErrors;
        var verification = _session.Engine.Verify(compilation.Program, _session.Cancellation);
        if (json)
            CheckTable.WriteJson(verification, terminal.Output);
        else
            CheckTable.Write(verification, terminal);
        return _session.Cancellation.IsCancellationRequested ? ExitStatus.Interrupted
            : verification.Passed ? ExitStatus.Done : ExitStatus.ExpectationFailed;
    }
}
