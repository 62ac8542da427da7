using Flows.Cli.Terminals;
using Flows.Runtime.Results;

namespace Flows.Cli.Reports;

/// <summary>Tells people on the error stream how far a run is. Short runs end before a word is said.</summary>
internal abstract class Progress : IDisposable
{
    /// <summary>The right kind for a terminal: a live bar if a person watches, plain lines otherwise.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="program">Its name.</param>
    /// <param name="silent">Whether to say nothing.</param>
    public static Progress For(Terminal terminal, string program, bool silent) =>
        silent ? new SilentProgress()
        : terminal.IsWatched ? new LiveProgress(terminal.Error, program, terminal.ErrorInk)
        : new PlainProgress(terminal.Error, program);

    /// <summary>Takes note of where the run stands; called from the running thread.</summary>
    public abstract void Report(RunProgress progress);

    /// <summary>Ends the display.</summary>
    public abstract void Dispose();

    /// <summary>Wall seconds to go, if it goes on as it went; NaN before there is anything to go by.</summary>
    protected static double SecondsLeft(RunProgress progress) =>
        progress.Time > 0 && double.IsFinite(progress.EndTime)
            ? progress.Elapsed * Math.Max(0, progress.EndTime - progress.Time) / progress.Time
            : double.NaN;

    private sealed class SilentProgress : Progress
    {
        public override void Report(RunProgress progress)
        {
        }

        public override void Dispose()
        {
        }
    }
}
