using System.CommandLine;
using Flows.Cli.Engine;
using Flows.Cli.Reports;
using Flows.Cli.Sources;
using Flows.Language;
using Flows.Runtime.Outputs;
using Flows.Runtime.Results;

namespace Flows.Cli.Commands;

/// <summary>`flowc run FILE…`: compile, solve, write, sum up.</summary>
internal sealed class RunCommand : FlowCommand
{
    private readonly Argument<string[]> _files;
    private readonly Option<string?> _folder = new("--output", "-o")
    {
        Description = "Folder for the results (default out/NAME; with several programs DIR/NAME)",
        HelpName = "DIR",
    };

    private readonly Option<Seq<NamedValue>> _set = SharedOptions.Set();

    private readonly Option<EndArgument?> _until = new("--until")
    {
        Description = "End at this time instead, or at rest: `steady`, `steady 1e-6`, `steady 1e-6 or 100`",
        HelpName = "T",
        CustomParser = EndArgument.Parse,
    };

    private readonly Option<string?> _cells = new("--cells")
    {
        Description = "Use another number of cells",
        HelpName = "N[*M[*K]]",
        CustomParser = NumberArgument.Cells,
    };

    private readonly Option<string?> _method = new("--method") { Description = "Use another method, or auto", HelpName = "M" };
    private readonly Option<bool> _allowRead = SharedOptions.AllowRead();
    private readonly Option<int?> _threads = SharedOptions.Threads();
    private readonly Option<long?> _maxMemory = SharedOptions.MaxMemory();
    private readonly Option<double?> _timeLimit = SharedOptions.TimeLimit();
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Say nothing unless something is wrong" };
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as one line of JSON, diagnostics as JSON too" };
    private readonly Option<bool> _errorCheck = new("--error-check") { Description = "Repeat the run with half the step and with half the cells, and estimate its errors" };
    private readonly Option<bool> _noPlots = new("--no-plots") { Description = "Draw no figures" };

    private readonly Session _session;

    /// <summary>The command in a session.</summary>
    public RunCommand(Session session)
        : base("run", "Compiles and runs programs and writes what they find.",
            [
                "flowc run fokker_planck.flow",
                "flowc run fokker_planck.flow --set mu=1 --until 4 -o out/mu1",
                "flowc run heat.flow porous_medium.flow --no-plots",
            ])
    {
        _session = session;
        _files = SharedOptions.Paths("FILE", "Programs to run, one after the other; - reads one from standard input", this);
        Arguments.Add(_files);
        foreach (var option in new Option[]
            { _folder, _set, _until, _cells, _method, _allowRead, _threads, _maxMemory, _timeLimit, _quiet, _json, _noPlots, _errorCheck })
            Options.Add(option);
        SetAction(RunAll);
    }

    /// <inheritdoc/>
    public override Seq<string> About(ParseResult parsed) =>
        [.. (parsed.GetResult(_files)?.Tokens ?? []).SelectMany(file => (IEnumerable<string>)ParameterPage.Of(file.Value, parsed.GetValue(_allowRead), _session.Terminal))];

    private int RunAll(ParseResult parsed)
    {
        var files = parsed.GetRequiredValue(_files);
        return ForEach(files, _session, file => Run(file, files.Length > 1, parsed));
    }

    private int Run(string file, bool oneOfSeveral, ParseResult parsed)
    {
        var terminal = _session.Terminal;
        var json = parsed.GetValue(_json);
        var quiet = parsed.GetValue(_quiet);
        var end = parsed.GetValue(_until);
        var overrides = new Overrides(parsed.GetValue(_set), end?.Time, parsed.GetValue(_cells), parsed.GetValue(_method)) { SteadySpeed = end?.SteadySpeed };
        var compilation = Compilation.Of(file, _session, overrides, Aim.Run, parsed.GetValue(_allowRead), parsed.GetValue(_maxMemory));
        compilation.Show(terminal, json);
        if (compilation.Program is null)
            return ExitStatus.ProgramErrors;

        var name = compilation.File.Name;
        var folder = parsed.GetValue(_folder) is { } given
            ? oneOfSeveral ? Path.Combine(given, name) : given
            : Path.Combine("out", name);
        // Before the run, so that a folder that cannot be written to costs no hour of computing.
        Writing(folder, () => Directory.CreateDirectory(folder));

        var noPlots = parsed.GetValue(_noPlots);
        var hash = compilation.Hash;
        using var states = new StateFile(folder, new SavedOrigin(name, hash, CommandLine.Version));
        var settings = new RunSettings(parsed.GetValue(_threads), parsed.GetValue(_timeLimit), noPlots)
        {
            MemoryLimit = parsed.GetValue(_maxMemory),
            Saved = states,
            KeepsEnd = parsed.GetValue(_errorCheck),
        };
        RunResult result;
        using (var progress = Progress.For(terminal, name, quiet || json))
            result = _session.Engine.Run(compilation.Program, settings, progress.Report, _session.Cancellation);

        Writing(folder, states.Complete);
        foreach (var output in OutputCatalog.All(hash).Where(output => !noPlots || output is not FigureOutput))
            Writing(folder, () => output.Write(result, folder));
        if (parsed.GetValue(_errorCheck))
            result = Checked(compilation.Program, result, settings with { Saved = null }, folder, hash, quiet || json);
        Report(result, folder, hash, quiet, json);
        return _session.Cancellation.IsCancellationRequested ? ExitStatus.Interrupted : RunVerdict.Of(result);
    }

    // The results of the run itself are written by now: whatever becomes of the finer runs, they are kept.
    private RunResult Checked(CompiledProgram program, RunResult result, RunSettings settings, string folder, string hash, bool quiet)
    {
        using (var progress = Progress.For(_session.Terminal, $"{result.Program} (error check)", quiet))
            result = result with { ErrorCheck = _session.Engine.CheckErrors(program, result, settings, progress.Report, _session.Cancellation) };
        if (result.ErrorCheck is not null)
            Writing(folder, () => new SummaryOutput(hash).Write(result, folder));
        else if (result.Status == RunStatus.Done)
            _session.Terminal.Complain("there is nothing to compare with: no steps are taken");
        return result;
    }

    private static void Writing(string folder, Action write)
    {
        try
        {
            write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"cannot write to `{folder}`: {failure.Message}", failure);
        }
    }

    private void Report(RunResult result, string folder, string hash, bool quiet, bool json)
    {
        var terminal = _session.Terminal;
        if (json)
        {
            using var line = new MemoryStream();
            new SummaryOutput(hash).WriteTo(line, result, indented: false);
            terminal.Output.Write(System.Text.Encoding.UTF8.GetString(line.GetBuffer().AsSpan(0, (int)line.Length)));
            return;
        }
        if (result.Failure is { } failure)
            terminal.Error.Write(RunVerdict.Describe(failure, result.Program, folder, terminal.ErrorInk));
        var lines = quiet
            ? RunSummary.FailedExpectations(result, terminal.OutputInk)
            : RunSummary.Lines(result, folder, terminal.OutputInk);
        foreach (var line in lines)
            terminal.Output.Write(line + "\n");
        if (!quiet && result.ErrorCheck is { } check)
            ErrorTable.Write(check, terminal);
        terminal.Flush();
    }
}
