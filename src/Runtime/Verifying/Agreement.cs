using System.Globalization;
using Flows.Compiler.Planning;
using Flows.Runtime.Steppers;
using Flows.Runtime.Transport;

namespace Flows.Runtime.Verifying;

/// <summary>
/// The solution against that of another method, planned anew from the program: a term, a condition or a time that a method drops it drops consistently, at full order.
/// Both are run with half the step and with half the cells as well; they must agree within what those runs say of their errors.
/// </summary>
internal static class Agreement
{
    private const string Name = "agreement";
    private const int Steps = 32, Substeps = 4, MostSteps = 20_000;

    // Errors estimated by one refinement are off by 3.4 at order 1/2, the least that is met; of two methods.
    private const double Margin = 5;

    // What solvers leave: 1e-10 of the states a run.
    private const double Rounding = 1e-8;

    // Each is of another kind than the one before.
    private static readonly string[] Others = ["implicit", "rkc", "explicit", "implicit_midpoint"];

    /// <summary>The check of a plan.</summary>
    public static CheckResult Of(Plan plan) => Other(plan) is { } other ? Of(plan, other) : CheckResult.Without(Name, "", "no other method runs this program");

    /// <summary>The check of a plan against another one of the same program.</summary>
    public static CheckResult Of(Plan plan, Plan planned)
    {
        var d = plan.GridCells.Count;
        var cells = OrderInTime.Coarse(plan.GridCells, d switch { 1 => 32, 2 => 12, _ => 6 });
        var mine = Refinement.OnCells(plan, cells);
        var other = Refinement.OnCells(planned, cells);
        var start = ShortRun.Start(mine);
        // A method that leaves out what moves the states sees nothing move.
        if ((OrderInTime.FirstStep(other, ShortRun.Start(other), mayBeCut: true) ?? OrderInTime.FirstStep(mine, start, mayBeCut: true)) is not { } dt)
            return CheckResult.Without(Name, "", "nothing moves at the start");
        var note = $"with `{other.Method!.Name}`, {GridPlanning.Text(cells)} cells, to t = {OrderInTime.Short(Steps * dt)}";
        if (Solved.Of(mine, dt) is not { } a || Solved.Of(other, dt) is not { } b)
            return CheckResult.Without(Name, "", $"one of the two could not be run {note}");
        var size = Math.Max(start.Size, Math.Max(a.Run.Size, b.Run.Size));
        var (apart, allowed) = (Distance(a.Run, b.Run), Margin * (a.Error + b.Error) + Rounding * size);
        var wanted = string.Create(CultureInfo.InvariantCulture, $"≤ {allowed / size:G2}");
        return apart <= allowed ? new CheckResult(Name, "", apart / size, wanted, Verdict.Passed, note)
            : Smoothness.InSpace(plan, start) is { } rough ? new CheckResult(Name, "", apart / size, wanted, Verdict.NotJudged, $"{note}; {rough}")
            : new CheckResult(Name, "", apart / size, wanted, Verdict.Failed, note);
    }

    // The program planned for another method, with the options that it has by itself.
    private static Plan? Other(Plan plan)
    {
        foreach (var name in Others.Where(n => n != plan.Method!.Name))
            if (MethodSurvey.Planned(MethodCatalog.All.Single(m => m.Name == name), plan.Model, plan.Equations) is { } planned)
                return planned;
        return null;
    }

    // W2 between piecewise-constant densities where one of the two has cells that move; else L2.
    private static double Distance(ShortRun a, ShortRun b)
    {
        if (a.Masses.Length == 0 && b.Masses.Length == 0)
            return a.Distance(b);
        var (first, second) = (Masses(a), Masses(b));
        var scale = first.Sum() / second.Sum();
        return Math.Sqrt(PiecewiseConstantW2.DistanceSquared(a.States[0].Edges, first, b.States[0].Edges, [.. second.Select(m => scale * m)]));
    }

    private static double[] Masses(ShortRun run) => run.Masses.Length > 0 ? run.Masses : [.. run.States[0].Values.Select(v => Math.Max(0, v) * run.States[0].CellVolume)];

    // A run, and its distance to those with half the step and half the cells.
    private sealed record Solved(ShortRun Run, double Error)
    {
        public static Solved? Of(Plan plan, double dt)
        {
            var (step, end) = (dt / Substeps, Steps * dt);
            if (Take(plan, step, end) is not { } run || Take(plan, step / 2, end) is not { } shorter || Take(Refinement.HalfCells(plan), step, end) is not { } finer)
                return null;
            return new Solved(run, run.Distance(shorter) + run.DistanceToFiner(finer));
        }

        private static ShortRun? Take(Plan plan, double step, double end) =>
            ShortRun.Take(Refinement.AccurateSteps(plan, step), step, end, MostSteps) is { Reached: true } run ? run : null;
    }
}
