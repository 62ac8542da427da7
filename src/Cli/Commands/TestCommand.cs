using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Flows.Cli.Engine;
using Flows.Cli.Reports;
using Flows.Cli.Sources;
using Flows.Runtime.Results;

namespace Flows.Cli.Commands;

/// <summary>`flowc test DIR`: every program's expectations are its tests.</summary>
internal sealed class TestCommand : FlowCommand
{
    private readonly Argument<string[]> _places;
    private readonly Option<int?> _threads = SharedOptions.Threads();
    private readonly Option<long?> _maxMemory = SharedOptions.MaxMemory();
    private readonly Option<double?> _timeLimit = SharedOptions.TimeLimit();
    private readonly Option<bool> _allowRead = SharedOptions.AllowRead();
    private readonly Session _session;

    /// <summary>The command in a session.</summary>
    public TestCommand(Session session)
        : base("test", "Runs programs and checks what they expect; writes no files.",
            ["flowc test examples", "flowc test heat.flow --time-limit 10"])
    {
        _session = session;
        _places = SharedOptions.Paths("DIR|FILE", "Folders, searched for .flow files, and programs", this);
        Arguments.Add(_places);
        Options.Add(_threads);
        Options.Add(_maxMemory);
        Options.Add(_timeLimit);
        Options.Add(_allowRead);
        SetAction(TestAll);
    }

    private int TestAll(ParseResult parsed)
    {
        var output = _session.Terminal.Output;
        var files = parsed.GetRequiredValue(_places).SelectMany(ProgramPaths.Below).Distinct().ToList();
        if (files.Count == 0)
        {
            _session.Terminal.Complain("there is no .flow file there");
            return ExitStatus.Usage;
        }
        var settings = new RunSettings(parsed.GetValue(_threads), parsed.GetValue(_timeLimit), NoPlots: true) { MemoryLimit = parsed.GetValue(_maxMemory) };
        var width = files.Max(file => file.Length);
        var statuses = new List<int>();
        foreach (var file in files.TakeWhile(_ => !_session.Cancellation.IsCancellationRequested))
        {
            statuses.Add(Test(file, width, settings, parsed.GetValue(_allowRead)));
            _session.Terminal.Flush();
        }
        var skipped = files.Count - statuses.Count + statuses.Count(status => status == ExitStatus.Interrupted);
        var passed = statuses.Count(status => status == ExitStatus.Done);
        output.Write($"{passed} passed, {files.Count - passed - skipped} failed, {skipped} skipped\n");
        return _session.Cancellation.IsCancellationRequested ? ExitStatus.Interrupted
            : statuses.Contains(ExitStatus.InputOutput) ? ExitStatus.InputOutput
            : statuses.Contains(ExitStatus.ProgramErrors) ? ExitStatus.ProgramErrors
            : passed < files.Count ? ExitStatus.ExpectationFailed
            : ExitStatus.Done;
    }

    private int Test(string file, int width, RunSettings settings, bool mayReadAll)
    {
        var terminal = _session.Terminal;
        var clock = Stopwatch.StartNew();
        Compilation compilation;
        try
        {
            compilation = Compilation.Of(file, _session, Overrides.None, Aim.Run, mayReadAll, settings.MemoryLimit);
        }
        catch (IOException failure)
        {
            terminal.Complain(failure.Message);
            Line(false, file.PadRight(width), clock, "cannot be read");
            return ExitStatus.InputOutput;
        }
        if (compilation.Program is null)
        {
            compilation.Show(terminal);
            Line(false, file.PadRight(width), clock, compilation.Errors == 1 ? "1 error" : $"{compilation.Errors} errors");
            return ExitStatus.ProgramErrors;
        }
        var result = _session.Engine.Run(compilation.Program, settings, static _ => { }, _session.Cancellation);
        var status = RunVerdict.Of(result);
        Line(status == ExitStatus.Done, file.PadRight(width), clock, Outcome(result));
        foreach (var line in RunSummary.FailedExpectations(result, terminal.OutputInk))
            terminal.Output.Write(line + "\n");
        if (result.Failure is { } broken)
            terminal.Error.Write(RunVerdict.Describe(broken, result.Program, "", terminal.ErrorInk));
        return status;
    }

    private static string Outcome(RunResult result)
    {
        var met = result.Expectations.Count(e => e.Passed);
        var count = result.Expectations.Count;
        var expectations = count == 1 ? "1 expectation" : $"{count} expectations";
        return result.Status switch
        {
            RunStatus.Failed => "failed to run",
            RunStatus.Interrupted => "interrupted",
            _ when met < count => $"{count - met} of {expectations} failed",
            _ => expectations,
        };
    }

    private void Line(bool passed, string file, Stopwatch clock, string outcome)
    {
        var ink = _session.Terminal.OutputInk;
        var seconds = clock.Elapsed.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture).PadLeft(6);
        _session.Terminal.Output.Write($"{(passed ? ink.Good("✓") : ink.Bad("✗"))} {file} {seconds} s  {outcome}\n");
    }
}
