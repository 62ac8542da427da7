using System.Globalization;
using Flows.Compiler.Planning;
using Flows.Language;
using Flows.Runtime.Grids;
using Flows.Runtime.Observing;
using Flows.Runtime.Results;
using Flows.Runtime.States;
using Flows.Runtime.Steppers;

namespace Flows.Runtime;

/// <summary>F09xx: how runs fail, in the user's terms.</summary>
internal static class Failures
{
    /// <summary>A step that was not accepted.</summary>
    public static RunFailure Of(StepOutcome outcome, Plan plan, RunState state, double t, Recording recording)
    {
        var name = string.Join("`, `", plan.States.Where(s => plan.States.Count == 1 || s.Symbol.IsDensity).Select(s => s.Symbol.Name));
        var (code, what, helps) = outcome.Cause switch
        {
            FailureCause.NoConvergence => ("F0901", "the nonlinear solver did not converge, however short the step", (Seq<string>)["a smaller step: `dt`, or adaptive steps: `rtol`", "more cells where the state is steep"]),
            FailureCause.NotFinite => ("F0902", "a value is not finite", ["check where the energy is defined: logarithms and powers of values near 0"]),
            FailureCause.EnergyRose => ("F0903", "the energy rose although the method promises that it falls", ["a tighter solver: `tol`", "a smaller step"]),
            FailureCause.StepTooSmall => ("F0904", "the step fell below its bound", ["the state may be about to blow up: plot it", "a smaller `dt_min`"]),
            FailureCause.BlowUp => ("F0905", $"`{name}` concentrates in a point: blow-up", ["if this is what the equation does, end the run before"]),
            FailureCause.Negative => ("F0906", $"`{name}` became negative", ["a smaller step", "more cells"]),
            _ => ("F0900", "the step failed", []),
        };
        return new RunFailure(code, $"{what} at t = {Number(t)}{(outcome.Where >= 0 ? state.Place(outcome.Where) : state.Greatest())}", t, recording.Steps, recording.LastEnergy, helps);
    }

    /// <summary>Steps that go on and get nowhere.</summary>
    public static RunFailure Crawls(Plan plan, RunState state, double t, double dt, Recording recording) => new(
        "F0904", $"the steps have shrunk to {Number(dt)} and hardly move the time at t = {Number(t)}{state.Greatest()}", t, recording.Steps, recording.LastEnergy,
        ["the state may be blowing up, or empty cells beside full ones may be too much for the solver: plot it",
            plan.Method?.Name == "implicit" ? "steps that dissipate more: `implicit { scheme = \"be\" }`" : "another method: `implicit`", "more cells where the state is steep"]);

    /// <summary>The bound of a steady solve was reached first.</summary>
    public static RunFailure NotSteady(Plan plan, double t, Recording recording) => new(
        "F0907", $"no steady state was reached by t = {Number(t)}: {(plan.OnlyDescends ? "the metric speed" : "the rms of the rates of change")} is {Number(recording.LastSpeed)}, wanted below {Number(plan.End!.SteadySpeed!.Value)}",
        t, recording.Steps, recording.LastEnergy, ["a later bound: `until steady e or T`", "a larger speed"]);

    /// <summary>The speed is that of a steady state, and the state is none.</summary>
    public static RunFailure Slow(Plan plan, string doubt, double t, Recording recording) => new(
        "F0930", $"`{plan.State!.Symbol.Name}` is slow, not at rest: the metric speed is {Number(recording.LastSpeed)} at t = {Number(t)}, but {doubt}",
        t, recording.Steps, recording.LastEnergy,
        [plan.Method?.Name == "jko" ? "a method whose cells see the flux over a barrier, however little mass is on it: `by implicit`" : "a smaller speed than that of the flow over the barrier",
            "more cells", "a given time instead of a steady state: `until T`"]);

    /// <summary>The initial state has no finite energy, or is negative.</summary>
    public static RunFailure BadStart(string what, int cell, RunState state) =>
        new("F0908", $"{what}{state.Place(cell)}", 0, 0, double.NaN, ["check the initial value"]);

    /// <summary>There is no room for the arrays of the run.</summary>
    public static RunFailure TooLarge(Plan plan, MemoryLimitException passed)
    {
        var cells = GridPlanning.Text(plan.GridCells);
        var (what, help) = passed.Wanted > passed.Limit
            ? ($"{Text(passed.Wanted)} of memory or more, the limit is {Text(passed.Limit)}", (Seq<string>)["fewer cells: `solve on …` or `--cells`", "another limit, if the machine has more: `--max-memory 64G`"])
            : ("arrays of more entries than an array can have", ["fewer cells: `solve on …` or `--cells`"]);
        return new RunFailure("F0909", $"{cells} cells need {what}", 0, 0, double.NaN, help);
    }

    /// <summary>A number of bytes for people: `1.5 GiB`.</summary>
    private static string Text(double bytes)
    {
        string[] units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"];
        var k = 0;
        for (; bytes >= 1024 && k + 1 < units.Length; k++)
            bytes /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{bytes:G3} {units[k]}");
    }

    /// <summary>The ledger shows a rise that the method had promised away.</summary>
    public static RunFailure Rose(double t, double rise, double relative, Recording recording) => new(
        "F0903", $"the energy rose by {Number(rise)} ({Number(relative)} of the sum of its cells) at t = {Number(t)} although the method promises that it falls",
        t, recording.Steps, recording.LastEnergy, ["a tighter solver: `tol`", "a smaller step"]);

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
