using Flows.Runtime.Results;
using Flows.Runtime.Verifying;

namespace Flows.Cli.Tests;

/// <summary>Results of runs.</summary>
internal static class Samples
{
    public static RunResult Passed { get; } = new(
        Program: "sample",
        Parameters: [new("mu", 2)],
        Scheme: "jko (be), tau = 0.02, 400 cells, Lagrangian",
        Method: "jko",
        Cells: [400],
        EnergyName: "F",
        Status: RunStatus.Done,
        Failure: null,
        Series: Table(),
        Snapshots: [],
        Figures: [new("F", "sample: F", "t", "F", false, false, [new Curve("F", [0, 0.5, 1], [12.5, 1.5, 0.25], CurveStyle.Line)])],
        Expectations:
        [
            new("F decreases", true, 0, "no rise", ""),
            new("mean ~ mu within 1e-2", true, 1.9993, "2 ± 0.01", ""),
        ],
        Statistics: new(400, 3, 1200, 8, 0.125, 0.08, 12.5, 0.25, 0, true, 2.2e-16, 1e-9, 0.031, true, 160_000));

    public static RunResult Disappointing { get; } = Passed with
    {
        Expectations =
        [
            new("F decreases", true, 0, "no rise", ""),
            new("mean ~ 3 within 1e-2", false, 1.9993, "3 ± 0.01", "at t = 8"),
        ],
    };

    public static RunResult Broken { get; } = Passed with
    {
        Status = RunStatus.Failed,
        Failure = new("F0901", "the solver did not converge", 0.5, 25, 1.25, ["take a smaller step: `{ tau = 0.01 }`"]),
    };

    public static Verification Verified { get; } = new("sample", "jko (be), tau = 0.02, 400 cells",
    [
        CheckResult.AtMost("gradient", "F", 2.5e-12, 1e-7, "≤ 1e-7", "48 cells"),
        new("order in time", "", 0.62, "0.9 to 1.3", Verdict.NotJudged, "64 cells; `rho` is dry"),
        CheckResult.Without("K symmetric", "F", "upwind mobilities depend on the potential"),
    ]);

    public static Verification Refuted { get; } = Verified with { Checks = [.. Verified.Checks, CheckResult.AtMost("mass", "", 1e-3, 1e-12, "drift ≤ 1e-12", "48 cells")] };

    public static ErrorCheck Errors { get; } = new(
        new("jko (be), tau = 0.01, 400 cells", 800, 2, 1, ""), new("jko (be), tau = 0.02, 800 cells", 400, 2, 2, "it was interrupted"),
        [new("F", 0.25, 1e-3, 2e-3, double.NaN, double.NaN)]);

    private static Series Table()
    {
        var table = new Series(["t", "dt", "F", "W2(rho, sigma)"]);
        table.Add([0, double.NaN, 12.5, 1.5]);
        table.Add([0.5, 0.5, 1.5, double.NaN]);
        table.Add([1, 0.5, 0.25, 0.1]);
        return table;
    }
}
