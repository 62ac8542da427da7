using System.Globalization;
using Flows.Cli.Terminals;
using Flows.Runtime.Results;
using Spectre.Console;

namespace Flows.Cli.Reports;

/// <summary>What the error check of a run found: a row a quantity, and how the finer runs were made.</summary>
internal static class ErrorTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(ErrorCheck check, Terminal terminal)
    {
        var table = Tables.With("quantity", "at the end", "half steps", "error", "half cells", "error", "both errors");
        foreach (var q in check.Quantities)
            table.AddRow(
                Tables.Cell(q.Name), Tables.Cell(q.Value.ToString("G8", CultureInfo.InvariantCulture)), Number(q.TimeDifference), Number(q.TimeEstimate),
                Number(q.SpaceDifference), Number(q.SpaceEstimate), Number(q.Estimate));
        Tables.Write(table, terminal);
        terminal.Output.Write($"  {terminal.OutputInk.Faint("half steps")} {About(check.Time, "times shorter")}\n");
        terminal.Output.Write($"  {terminal.OutputInk.Faint("half cells")} {About(check.Space, "times smaller")}\n");
    }

    private static Text Number(double value) => Tables.Cell(double.IsNaN(value) ? "–" : Tables.Rough(value));

    private static string About(RefinedRun run, string finer)
    {
        var order = double.IsInfinity(run.Order) ? "no order is known: the difference is taken for the error"
            : string.Create(CultureInfo.InvariantCulture, $"errors for order {run.Order:G3}");
        return run.Failure.Length > 0 ? $"{run.Scheme}: {run.Failure}"
            : string.Create(CultureInfo.InvariantCulture, $"{run.Scheme}: {run.Steps} steps, {run.Ratio:G3} {finer}, {order}");
    }
}
