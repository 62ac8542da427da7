using Flows.Compiler.Planning;
using Flows.Runtime.Observing;
using Flows.Runtime.Results;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Verifying;

/// <summary>Repeats a run with half the step and with half the cells.</summary>
public static class ErrorChecker
{
    // Steps that are hardly finer say nothing of their error.
    private const double LeastRatio = 1.2;

    /// <summary>Compares a run.</summary>
    /// <param name="plan">What was run.</param>
    /// <param name="run">What it found, with its states at the end (<see cref="RunSettings.KeepsEnd"/>).</param>
    /// <param name="settings">How; the refined runs save and draw nothing.</param>
    /// <param name="progress">Called on this thread, a few times a second at most.</param>
    /// <param name="token">Ends the finer runs after their present step.</param>
    /// <returns>Null where there is nothing to compare: nothing is solved, or the run did not reach its end.</returns>
    public static ErrorCheck? Check(Plan plan, RunResult run, RunSettings settings, Action<RunProgress> progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(run);
        if (plan.Method is not { } method || run.Status != RunStatus.Done || run.Statistics.Steps == 0)
            return null;
        var quiet = settings with { Saved = null, NoPlots = true, KeepsEnd = true };
        var steps = run.Series.Rows.Select(row => row[1]).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        var half = Refinement.HalfSteps(plan, steps);
        var byTime = FlowRunner.Run(half, quiet, progress, token);
        if (byTime.Status == RunStatus.Done && !(MeanStep(run) / MeanStep(byTime) >= LeastRatio) && StepChoice.IsAdaptive(plan))
        {
            // Stability chose the steps, or few long ones hide how short the others are.
            half = Refinement.BoundedSteps(half, MeanStep(run) / 2);
            byTime = FlowRunner.Run(half, quiet, progress, token);
        }
        var time = Refined(half, byTime, MeanStep(run) / MeanStep(byTime), method.Order(plan.Options));
        if (time.Failure.Length == 0 && !(time.Ratio >= LeastRatio))
            time = time with { Failure = "its steps are hardly shorter" };
        var fine = Refinement.HalfCells(plan);
        var bySpace = FlowRunner.Run(fine, quiet, progress, token);
        var space = Refined(fine, bySpace, 2, OrderOfCells(plan));
        return new ErrorCheck(time, space, [.. Recorded(run, byTime, bySpace, time, space), .. States(run, byTime, bySpace, time, space)]);
    }

    private static RefinedRun Refined(Plan plan, RunResult result, double ratio, double order) => new(SchemeText.Of(plan), result.Statistics.Steps, ratio, order,
        result.Status switch
        {
            RunStatus.Done => "",
            RunStatus.Interrupted => "it was interrupted",
            _ => result.Failure?.Message ?? "it failed",
        });

    // Waves have no order: they err by less than any power. Upwind faces and rough starts are of first order.
    private static double OrderOfCells(Plan plan) => plan.Method!.Name == "spectral" ? double.PositiveInfinity
        : plan.Options.Word("face") is "upwind" or "scharfetter_gummel" || Smoothness.OfStart(plan) is not null ? 1 : 2;

    private static double MeanStep(RunResult run) => run.Statistics.EndTime / run.Statistics.Steps;

    private static IEnumerable<QuantityError> Recorded(RunResult run, RunResult byTime, RunResult bySpace, RefinedRun time, RefinedRun space) =>
        run.Series.Columns.Skip(2).Select(name => Error(name, Final(run, name), Difference(time, byTime), Difference(space, bySpace), time, space, name));

    private static Func<string, double, double> Difference(RefinedRun refined, RunResult result) =>
        (name, value) => refined.Failure.Length > 0 ? double.NaN : Final(result, name) - value;

    private static IEnumerable<QuantityError> States(RunResult run, RunResult byTime, RunResult bySpace, RefinedRun time, RefinedRun space)
    {
        for (var i = 0; i < run.End.Count; i++)
        {
            var (state, k) = (run.End[i], i);
            foreach (var power in (int[])[1, 2])
                yield return Error($"L{power} of {state.State}", Norm(state, power, state.Values, null),
                    (_, _) => time.Failure.Length > 0 ? double.NaN : Norm(state, power, byTime.End[k].Values, state.Values),
                    (_, _) => space.Failure.Length > 0 ? double.NaN : Norm(state, power, Averaging.Halved(bySpace.End[k]), state.Values), time, space, "");
        }
    }

    private static QuantityError Error(
        string name, double value, Func<string, double, double> byTime, Func<string, double, double> bySpace, RefinedRun time, RefinedRun space, string column)
    {
        var (inTime, inSpace) = (byTime(column, value), bySpace(column, value));
        return new QuantityError(name, value, inTime, time.Estimate(inTime), inSpace, space.Estimate(inSpace));
    }

    private static double Final(RunResult run, string column) => run.Series.Column(column).LastOrDefault(v => !double.IsNaN(v), double.NaN);

    private static double Norm(Snapshot at, int power, double[] values, double[]? less)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
            sum += Math.Pow(Math.Abs(values[i] - (less?[i] ?? 0)), power);
        return Math.Pow(at.CellVolume * sum, 1.0 / power);
    }
}
