using System.Globalization;
using Flows.Runtime.Results;

namespace Flows.Cli.Reports;

/// <summary>A line every few seconds, for logs.</summary>
internal sealed class PlainProgress(TextWriter error, string program) : Progress
{
    private const double Interval = 5;

    private double _next = Interval;

    /// <inheritdoc/>
    public override void Report(RunProgress progress)
    {
        if (progress.Elapsed < _next)
            return;
        _next = progress.Elapsed + Interval;
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{program}: t = {progress.Time:G4} of {progress.EndTime:G4}, {progress.Steps} steps, dt = {progress.Dt:G3}");
        if (!double.IsNaN(progress.Energy))
            line += string.Create(CultureInfo.InvariantCulture, $", energy {progress.Energy:G6}");
        var left = SecondsLeft(progress);
        if (!double.IsNaN(left))
            line += string.Create(CultureInfo.InvariantCulture, $", about {left:F0} s left");
        error.Write(line + "\n");
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}
