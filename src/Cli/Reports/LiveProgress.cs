using System.Globalization;
using Flows.Cli.Terminals;
using Flows.Runtime.Results;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Flows.Cli.Reports;

/// <summary>A bar that moves, with time, energy and what is left. Drawn by a thread of its own, so that a run never waits for a terminal.</summary>
internal sealed class LiveProgress(TextWriter error, string program, Ink ink) : Progress
{
    /// <summary>Runs shorter than this end without a bar, and without loading what draws it.</summary>
    private const double Patience = 0.5;

    private const int RefreshMilliseconds = 100;

    private readonly ManualResetEventSlim _ended = new();
    private readonly Lock _lock = new();
    private RunProgress _latest;
    private Thread? _painter;

    /// <inheritdoc/>
    public override void Report(RunProgress progress)
    {
        lock (_lock)
            _latest = progress;
        if (_painter is not null || progress.Elapsed < Patience)
            return;
        _painter = new Thread(Paint) { IsBackground = true };
        _painter.Start();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _ended.Set();
        _painter?.Join();
        _ended.Dispose();
    }

    private void Paint()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(error),
            ColorSystem = ink.On ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = 30 }, new StateColumn(this))
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(program), maxValue: 1);
                while (!_ended.Wait(RefreshMilliseconds))
                    task.Value = Share(Latest());
            });
    }

    private RunProgress Latest()
    {
        lock (_lock)
            return _latest;
    }

    private static double Share(RunProgress progress) =>
        double.IsFinite(progress.EndTime) && progress.EndTime > 0 ? Math.Clamp(progress.Time / progress.EndTime, 0, 1) : 0;

    private static string Describe(RunProgress progress)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"t = {progress.Time:G4} of {progress.EndTime:G4}");
        if (!double.IsNaN(progress.Energy))
            text += string.Create(CultureInfo.InvariantCulture, $"  energy {progress.Energy:G6}");
        var left = SecondsLeft(progress);
        if (!double.IsNaN(left))
            text += string.Create(CultureInfo.InvariantCulture, $"  {left:F0} s left");
        return text;
    }

    private sealed class StateColumn(LiveProgress progress) : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(Describe(progress.Latest()));
    }
}
