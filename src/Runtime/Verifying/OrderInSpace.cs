using Flows.Compiler.Planning;
using Flows.Compiler.Verifying;

namespace Flows.Runtime.Verifying;

/// <summary>The order in the size of the cells: runs of eight steps from the program's own initial value, the cells halved until two successive orders agree.</summary>
internal static class OrderInSpace
{
    private const string Name = "order in space";
    private const double Settled = 0.15;
    private const int Steps = 8;
    private const int MostSteps = 4000;

    // Finite volumes with two-point fluxes and quadrant rules are of second order; with upwind mobilities of first.
    private const double Second = 1.7, First = 0.7;

    /// <summary>The check of a plan.</summary>
    /// <remarks>An initial value that breaks a condition on a side makes a layer there that few short steps do not leave; so does one that the cells do not resolve. The order is
    /// then looked at later, where the flow smooths.</remarks>
    public static CheckResult Of(Plan plan)
    {
        var early = Early(plan, out var isRough);
        if (early.Verdict is Verdict.Passed or Verdict.NotApplicable || isRough)
            return early;
        var broken = plan.Equations.Select(Compatibility.WhyNot).FirstOrDefault(w => w is not null);
        if (broken is null && early.Verdict == Verdict.Failed)
            return early;
        var wanted = Wanted(plan);
        var smooths = plan.Equations.All(Smoothness.IsParabolic);
        if (smooths && OrderLater.Of(plan) is var (observed, isFalling, note) && (observed.IsSettled || observed.Order >= wanted || isFalling))
            return new CheckResult(Name, "", observed.Order, early.Wanted, observed.IsExact || observed.Order >= wanted ? Verdict.Passed : Verdict.Failed, note);
        return broken is null ? early : early with { Verdict = Verdict.NotJudged, Note = $"{early.Note}; {broken}" };
    }

    private static double Wanted(Plan plan) => plan.Options.Word("face") is "upwind" or "scharfetter_gummel" ? First : Second;

    private static CheckResult Early(Plan plan, out bool isRough)
    {
        isRough = false;
        var d = plan.GridCells.Count;
        var wanted = Wanted(plan);
        var text = $"≥ {OrderInTime.Short(wanted)}";
        var cells = OrderInTime.Coarse(plan.GridCells, d switch { 1 => 32, 2 => 16, _ => 8 });
        var most = d switch { 1 => 1100, 2 => 128 * 128, _ => 48 * 48 * 48 };
        var coarse = Refinement.OnCells(plan, cells);
        var start = ShortRun.Start(coarse);
        // Explicit steps may be cut by stability: their error in time is none beside that of the cells. A step that a solver does not manage says nothing of the cells.
        var mayBeCut = plan.Method!.Options.All(o => o.Name != "tol");
        if (OrderInTime.FirstStep(coarse, start, mayBeCut) is not { } dt)
            return CheckResult.Without(Name, "", "nothing moves at the start");
        var (differences, finest, observed) = (new List<double>(), coarse, default(ObservedOrder));
        var last = Run(coarse, dt, mayBeCut);
        while (last is not null && GridPlanning.Count([.. finest.GridCells.Select(n => 2 * n)]) <= most)
        {
            var finer = Refinement.HalfCells(finest);
            if (Run(finer, dt, mayBeCut) is not { } run)
                break;
            differences.Add(last.DistanceToFiner(run));
            (finest, last) = (finer, run);
            observed = ObservedOrder.Of([.. differences], start.Size, Settled);
            if (differences.Count >= 2 && (observed.IsExact || observed.IsSettled || ObservedOrder.Drowns(differences[^1], start.Size)))
                break;
        }
        var note = $"{GridPlanning.Text(cells)} to {GridPlanning.Text(finest.GridCells)} cells, {Steps} steps of {OrderInTime.Short(dt)}";
        if (differences.Count >= 2 && (observed.IsExact || observed.Order >= wanted))
            return new CheckResult(Name, "", observed.Order, text, Verdict.Passed, observed.IsExact ? $"exact to rounding: {note}" : note);
        if (differences.Count < 2)
            return CheckResult.Without(Name, "", $"too few cells could be run: {note}");
        isRough = Smoothness.InSpace(plan, start) is not null;
        if ((Smoothness.InSpace(plan, start) ?? Unresolved(observed)) is { } rough)
            return new CheckResult(Name, "", observed.Order, text, Verdict.NotJudged, $"{note}; {rough}");
        return new CheckResult(Name, "", observed.Order, text, Verdict.Failed, note);
    }

    private static string? Unresolved(ObservedOrder observed) => observed.IsSettled ? null : "it has not settled: these cells do not resolve the solution";

    private static ShortRun? Run(Plan plan, double dt, bool mayBeCut)
    {
        var run = ShortRun.Take(Refinement.AccurateSteps(plan, dt), dt, Steps * dt, mayBeCut ? MostSteps : Steps + 1);
        return run.Reached && (mayBeCut || !run.WasCut) ? run : null;
    }
}
