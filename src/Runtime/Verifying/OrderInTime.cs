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

    /// <summary>The check of a plan.</summary>
    public static CheckResult Of(Plan plan)
    {
        var declared = plan.Method!.Order(plan.Options);
        var wanted = string.Create(CultureInfo.InvariantCulture, $"{declared - 0.1:F1} to {declared + 0.3:F1}");
        var small = Refinement.OnCells(plan, Coarse(plan.GridCells, plan.GridCells.Count switch { 1 => 64, 2 => 16, _ => 8 }));
        var start = ShortRun.Start(small);
        var where = $"{CellText.Of(small.GridCells)} cells";
        if (FirstStep(small, start) is not { } dt)
            return CheckResult.Without(Name, "", "nothing moves at the start");
        var last = (Order: double.NaN, Dt: double.NaN);
        for (var level = 0; level < Levels; level++, dt /= 4)
        {
            if (Runs(small, dt) is not { } runs)
                continue;
            double[] differences = [.. runs.Zip(runs.Skip(1), (a, b) => a.Distance(b))];
            var observed = ObservedOrder.Of(differences, start.Size, Settled);
            if (observed.IsExact && double.IsNaN(last.Order))
                return new CheckResult(Name, "", double.NaN, wanted, Verdict.Passed, $"exact to rounding: {where}, dt = {Short(dt)}");
            if (ObservedOrder.Drowns(differences[^1], start.Size))
                break;
            last = (observed.Order, dt / (1 << Halvings));
            if (observed.IsSettled)
                return Judged(observed.Order, "");
        }
        return Judged(last.Order, double.IsNaN(last.Order) ? "; no step was short enough" : "; it does not settle");

        CheckResult Judged(double order, string how)
        {
            var note = $"{where}, dt down to {Short(last.Dt)}{how}";
            if (how.Length == 0 && ObservedOrder.Meets(order, declared))
                return new CheckResult(Name, "", order, wanted, Verdict.Passed, note);
            return Smoothness.InTime(plan, start) is { } rough
                ? new CheckResult(Name, "", order, wanted, Verdict.NotJudged, $"{note}; {rough}")
                : new CheckResult(Name, "", order, wanted, Verdict.Failed, note);
        }
    }

    /// <summary>A step in which the states change by 2% at most, no longer than the program's own; null where nothing moves.</summary>
    /// <param name="plan">The plan on the cells used.</param>
    /// <param name="start">Its states at the start.</param>
    public static double? FirstStep(Plan plan, ShortRun start)
    {
        var horizon = double.IsFinite(plan.End!.Time) ? plan.End.Time : 1;
        var given = StepChoice.Given(plan);
        var dt = double.IsNaN(given) ? horizon / 50 : Math.Min(given, horizon / 50);
        for (var trial = 0; trial < 40; trial++)
        {
            var run = ShortRun.Take(Refinement.FixedSteps(plan, dt), dt, dt, 1);
            var change = run.Reached && !run.WasCut ? start.Distance(run) / start.Size : double.NaN;
            if (change <= Change)
                return change > 1e-14 ? dt : null;
            dt *= double.IsNaN(change) ? 0.25 : Math.Max(0.9 * Change / change, 0.02);
        }
        return dt;
    }

    /// <summary>Cells halved until no axis has more than a number.</summary>
    public static Seq<int> Coarse(Seq<int> cells, int most)
    {
        while (cells.Max() > most && cells.Min() > 4)
            cells = [.. cells.Select(n => (n + 1) / 2)];
        return cells;
    }

    /// <summary>A number in a note.</summary>
    public static string Short(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    private static ShortRun[]? Runs(Plan plan, double dt)
    {
        var runs = new ShortRun[Halvings + 1];
        for (var k = 0; k < runs.Length; k++)
        {
            var step = dt / (1 << k);
            runs[k] = ShortRun.Take(Refinement.FixedSteps(plan, step), step, Coarsest * dt, 2 * (Coarsest << k));
            if (!runs[k].Reached || runs[k].WasCut)
                return null;
        }
        return runs;
    }
}
