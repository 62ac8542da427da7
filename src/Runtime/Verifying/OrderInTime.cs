using System.Globalization;
using Flows.Compiler.Planning;
using Flows.Language;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Verifying;

/// <summary>The order of a method in its steps: runs of 4, 8, 16 and 32 of them over the same time, from the program's own initial value, on few cells.</summary>
/// <remarks>For a fixed grid a flow is a system of ordinary differential equations, so the order must appear when steps are short enough: the time is cut until two
/// successive orders agree. The first step is one in which the states change by 2% at most.</remarks>
internal static class OrderInTime
{
    private const string Name = "order in time";
    private const double Change = 0.02;
    private const double Settled = 0.08;
    private const int Coarsest = 4;
    private const int Halvings = 3;
    private const int Levels = 9;

    // Some thirty steps, each with what its solver leaves.
    private const double SolverScale = 10;

    /// <summary>The check of a plan.</summary>
    public static CheckResult Of(Plan plan)
    {
        var declared = plan.Method!.Order(plan.Options);
        var wanted = string.Create(CultureInfo.InvariantCulture, $"{declared - 0.1:F1} to {declared + 0.3:F1}");
        var small = Refinement.OnCells(plan, Coarse(plan.GridCells, plan.GridCells.Count switch { 1 => 64, 2 => 16, _ => 8 }));
        var start = ShortRun.Start(small);
        if (FirstStep(small, start) is not { } dt)
            return CheckResult.Without(Name, "", "nothing moves at the start");
        var found = Longer(small, start, dt) ?? Shorter(small, start, dt);
        var note = $"{GridPlanning.Text(small.GridCells)} cells, dt down to {Short(found.Dt)}";
        if (found.Observed.IsExact)
            return new CheckResult(Name, "", double.NaN, wanted, Verdict.Passed, $"{note}; exact to rounding");
        if (found.Observed.IsSettled && ObservedOrder.Meets(found.Observed.Order, declared))
            return new CheckResult(Name, "", found.Observed.Order, wanted, Verdict.Passed, note);
        if (!found.Observed.IsSettled)
            note += double.IsNaN(found.Observed.Order) ? "; steps long enough to show an error are cut" : "; it does not settle";
        return Smoothness.InTime(plan, start) is { } rough
            ? new CheckResult(Name, "", found.Observed.Order, wanted, Verdict.NotJudged, $"{note}; {rough}")
            : new CheckResult(Name, "", found.Observed.Order, wanted, Verdict.Failed, note);
    }

    /// <summary>A step in which the states change by 2% at most, no longer than the program's own; null where nothing moves.</summary>
    /// <param name="plan">The plan on the cells used.</param>
    /// <param name="start">Its states at the start.</param>
    /// <param name="mayBeCut">Whether a step that the method cuts will do.</param>
    public static double? FirstStep(Plan plan, ShortRun start, bool mayBeCut = false)
    {
        var horizon = Horizon(plan);
        var given = StepChoice.Given(plan);
        var dt = double.IsNaN(given) ? horizon / 50 : Math.Min(given, horizon / 50);
        // Of a state that starts at 0 the size is that which it soon has.
        var size = start.Size;
        for (var trial = 0; trial < 40; trial++)
        {
            var run = ShortRun.Take(mayBeCut ? Refinement.AccurateSteps(plan, dt) : Refinement.FixedSteps(plan, dt), dt, dt, mayBeCut ? 1000 : 1);
            if (run.Reached)
                size = Math.Max(size, run.Size);
            var change = run.Reached && (mayBeCut || !run.WasCut) ? start.Distance(run) / size : double.NaN;
            if (change <= Change)
                return change > 1e-14 ? dt : null;
            dt *= double.IsNaN(change) ? 0.25 : Math.Max(0.9 * Change / change, 0.02);
        }
        return dt;
    }

    private readonly record struct Found(ObservedOrder Observed, double Dt);

    // Where steps are so short that their errors drown in rounding, longer ones are tried; null where they do not drown or the longest is reached.
    private static Found? Longer(Plan plan, ShortRun start, double dt)
    {
        var last = default(Found?);
        for (; Coarsest * dt <= Horizon(plan) && Differences(plan, dt) is { } differences; dt *= 2)
        {
            var observed = ObservedOrder.Of(differences, Scale(plan, start), Settled);
            if (observed.IsSettled && !observed.IsExact)
                return new Found(observed, dt / (1 << Halvings));
            if (!observed.IsExact && !ObservedOrder.Drowns(differences[^1], Scale(plan, start)))
                return last is null ? null : new Found(observed, dt / (1 << Halvings));
            last = new Found(observed, dt / (1 << Halvings));
        }
        // Exact only where steps as long as the run's own make no error.
        return last is { Observed.IsExact: true } && Coarsest * dt <= Horizon(plan) ? new Found(default(ObservedOrder) with { Order = double.NaN }, last.Value.Dt) : last;
    }

    private static Found Shorter(Plan plan, ShortRun start, double dt)
    {
        var last = new Found(new ObservedOrder(double.NaN, false, false), dt);
        for (var level = 0; level < Levels; level++, dt /= 4)
        {
            if (Differences(plan, dt) is not { } differences)
                continue;
            if (ObservedOrder.Drowns(differences[^1], Scale(plan, start)))
                break;
            last = new Found(ObservedOrder.Of(differences, Scale(plan, start), Settled), dt / (1 << Halvings));
            if (last.Observed.IsSettled)
                break;
        }
        return last;
    }

    // Where no solver's tolerance is among the errors, less is still more than rounding.
    // Solvers stop at a share of the larger of 1 and the states' greatest value: of small states that is more of them.
    private static double Scale(Plan plan, ShortRun start) => plan.Method!.Options.Any(o => o.Name == "tol") ? Math.Max(start.Size, SolverScale * start.SizeOfOne) : 0.01 * start.Size;

    /// <summary>The end of the program; 1 where it has none.</summary>
    public static double Horizon(Plan plan) => double.IsFinite(plan.End!.Time) ? plan.End.Time : 1;

    /// <summary>Cells halved until no axis has more than a number.</summary>
    public static Seq<int> Coarse(Seq<int> cells, int most)
    {
        while (cells.Max() > most && cells.Min() > 4)
            cells = [.. cells.Select(n => (n + 1) / 2)];
        return cells;
    }

    /// <summary>A number in a note.</summary>
    public static string Short(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    // ‖u_k − u_{k+1}‖ of runs with the step halved from one to the next; null where a run fails or a step is cut.
    private static double[]? Differences(Plan plan, double dt)
    {
        var differences = new double[Halvings];
        ShortRun? before = null;
        for (var k = 0; k <= Halvings; k++)
        {
            var step = dt / (1 << k);
            var run = ShortRun.Take(Refinement.FixedSteps(plan, step), step, Coarsest * dt, 2 * (Coarsest << k));
            if (!run.Reached || run.WasCut)
                return null;
            if (before is not null)
                differences[k - 1] = before.Distance(run);
            before = run;
        }
        return differences;
    }
}
