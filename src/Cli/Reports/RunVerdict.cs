using System.Globalization;
using Flows.Cli.Terminals;
using Flows.Runtime.Outputs;
using Flows.Runtime.Results;

namespace Flows.Cli.Reports;

/// <summary>What a run's end means for the process, and a failure in words.</summary>
internal static class RunVerdict
{
    /// <summary>The exit status of a run whose results are written.</summary>
    public static int Of(RunResult result) => result.Status switch
    {
        RunStatus.Interrupted => ExitStatus.Interrupted,
        // Nothing was computed: the program asks for more than there is.
        RunStatus.Failed when result.Failure?.Code == "F0909" => ExitStatus.ProgramErrors,
        RunStatus.Failed => ExitStatus.NumericsFailed,
        _ when result.Expectations.Any(expectation => !expectation.Passed) => ExitStatus.ExpectationFailed,
        _ => ExitStatus.Done,
    };

    /// <summary>A failure in the layout of a diagnostic; it has a time where a diagnostic has a place.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="program">The program's name.</param>
    /// <param name="folder">Where the results are.</param>
    /// <param name="ink">Colours.</param>
    public static string Describe(RunFailure failure, string program, string folder, Ink ink)
    {
        var time = failure.Time.ToString("G6", CultureInfo.InvariantCulture);
        var text = $"{ink.Bad($"error[{failure.Code}]")}{ink.Strong($": {failure.Message}")}\n"
            + $" --> {program}, t = {time}, after {failure.Step.ToString(CultureInfo.InvariantCulture)} steps\n";
        if (!double.IsNaN(failure.LastEnergy))
            text += $"  = note: the last good energy is {failure.LastEnergy.ToString("G6", CultureInfo.InvariantCulture)}\n";
        if (!double.IsNaN(failure.SavedAt))
            text += $"  = note: the last good state, that of t = {failure.SavedAt.ToString("G6", CultureInfo.InvariantCulture)}, is saved in {Path.Combine(folder, StateFile.FileName)}\n";
        return text + string.Concat(failure.Helps.Select(help => $"  = help: {help}\n")) + "\n";
    }
}
