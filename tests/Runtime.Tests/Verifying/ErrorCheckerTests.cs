using Flows.Compiler.Planning;
using Flows.Runtime.Results;
using Flows.Runtime.Steppers;
using Flows.Runtime.Verifying;

namespace Flows.Runtime.Tests.Verifying;

/// <summary>Estimated errors against exact ones.</summary>
public class ErrorCheckerTests
{
    // u = e^(−π² t) cos πx, so that a = e^(−π²/10)/2 at the end.
    private const string Heat = """
        domain Line = [0, 1]
        state u : field on Line = cos(pi*x)
        E[u] = int |grad u|^2/2
        flow u = descend E in L2
        solve on 20 cells by METHOD until 0.1
        observe a = int u*cos(pi*x)
        """;

    [Theory]
    [InlineData("implicit { dt = 0.01; tol = 1e-12 }", 2)]
    [InlineData("implicit { dt = 0.01; tol = 1e-12; scheme = \"be\" }", 1)]
    [InlineData("imex { dt = 2e-3 }", 2)]
    public void The_error_of_an_observable_is_that_to_the_exact_solution(string method, int order)
    {
        var (check, _) = Check(Heat.Replace("METHOD", method, StringComparison.Ordinal));
        var a = check.Quantities.Single(q => q.Name == "a");
        var error = Math.Exp(-Math.PI * Math.PI / 10) / 2 - a.Value;
        Assert.Equal(order, check.Time.Order);
        Assert.Equal(2, check.Time.Ratio, 9);
        Assert.InRange((a.TimeEstimate + a.SpaceEstimate) / error, 0.9, 1.1);
        Assert.InRange(Math.Abs(error), 1e-5, 0.1);
    }

    [Fact]
    public void The_error_of_the_state_is_its_distance_to_the_exact_solution()
    {
        var (check, run) = Check(Heat.Replace("METHOD", "implicit { dt = 0.01; tol = 1e-12; scheme = \"be\" }", StringComparison.Ordinal));
        var state = run.End[0];
        var h = 1.0 / state.Values.Length;
        var exact = state.Values.Select((_, i) => Math.Exp(-Math.PI * Math.PI / 10) * (Math.Sin(Math.PI * (i + 1) * h) - Math.Sin(Math.PI * i * h)) / (Math.PI * h)).ToArray();
        var distance = h * state.Values.Zip(exact, (u, v) => Math.Abs(u - v)).Sum();
        var estimate = check.Quantities.Single(q => q.Name == "L1 of u");
        Assert.Equal(h * state.Values.Sum(Math.Abs), estimate.Value, 12);
        Assert.InRange(estimate.Estimate / distance, 0.8, 1.3);
    }

    [Fact]
    public void Adaptive_steps_are_made_finer_and_their_ratio_is_measured()
    {
        var (check, run) = Check(Heat.Replace("METHOD", "implicit { rtol = 1e-4 }", StringComparison.Ordinal));
        Assert.True(check.Time.Steps > run.Statistics.Steps);
        Assert.InRange(check.Time.Ratio, 1.3, 2.7);
        Assert.Equal("", check.Time.Failure);
    }

    [Fact]
    public void Moving_cells_are_compared_on_the_uniform_grid()
    {
        var (check, run) = Check("""
            domain Line = [-6, 6]
            state rho : density on Line = gaussian(1, 0.7)
            F[rho] = int rho*log(rho) + x^2/2*rho
            flow rho = descend F in wasserstein
            solve on 60 cells by jko { tau = 0.05 } until 0.5
            observe mean = int x*rho
            """);
        Assert.Equal(60, run.End[0].Values.Length);
        // The mean of a step of the scheme is exact: 1.05^(−10); the flow has e^(−1/2).
        var mean = check.Quantities.Single(q => q.Name == "mean");
        Assert.InRange(mean.TimeEstimate / (Math.Exp(-0.5) - mean.Value), 0.9, 1.1);
        Assert.InRange(check.Quantities.Single(q => q.Name == "L2 of rho").Estimate, 1e-5, 0.05);
    }

    [Fact]
    public void A_finer_run_that_fails_leaves_its_reason_and_no_numbers()
    {
        var plan = ProgramVerifierTests.Plan(Heat.Replace("METHOD", "explicit", StringComparison.Ordinal));
        var settings = new RunSettings(null, true, 0) { Threads = 1, KeepsEnd = true };
        var run = FlowRunner.Run(plan, settings, _ => { }, CancellationToken.None);
        // Room for this run, not for twice the cells.
        var check = ErrorChecker.Check(plan, run, settings with { MemoryLimit = 3 * 30 * sizeof(double) }, _ => { }, CancellationToken.None)!;
        Assert.NotEmpty(check.Space.Failure);
        Assert.All(check.Quantities.AsEnumerable(), q => Assert.True(double.IsNaN(q.SpaceEstimate) && double.IsNaN(q.Estimate)));
        Assert.Null(ErrorChecker.Check(plan, run with { Status = RunStatus.Failed }, settings, _ => { }, CancellationToken.None));
    }

    [Fact]
    public void Steps_are_halved_by_what_chose_them()
    {
        var given = Refinement.HalfSteps(ProgramVerifierTests.Plan(Heat.Replace("METHOD", "implicit { tau = 0.01 }", StringComparison.Ordinal)), 0.01);
        Assert.Equal(0.005, StepChoice.Given(given));
        Assert.False(StepChoice.IsAdaptive(given));
        var adaptive = Refinement.HalfSteps(ProgramVerifierTests.Plan(Heat.Replace("METHOD", "implicit { rtol = 1e-3; atol = 1e-6; dt_min = 1e-8 }", StringComparison.Ordinal)), 0.004);
        Assert.Equal(1e-3 / 8, StepChoice.Relative(adaptive), 15);
        Assert.Equal((1e-6 / 8, 5e-9, 0.002), (adaptive.Options.Number("atol"), adaptive.Options.Number("dt_min"), StepChoice.LargestDt(adaptive)));
        var unsaid = Refinement.HalfSteps(ProgramVerifierTests.Plan(Heat.Replace("METHOD", "implicit", StringComparison.Ordinal)), 0.004);
        Assert.True(StepChoice.IsAdaptive(unsaid));
        Assert.Equal(1e-3 / 8, StepChoice.Relative(unsaid), 15);
        Assert.Equal([40], Refinement.HalfCells(unsaid).GridCells);
        Assert.Equal(40, Refinement.HalfCells(unsaid).Cells);
    }

    [Fact]
    public void Averages_over_coarse_cells_are_taken_along_every_axis()
    {
        double[] Edges(int n) => [.. Enumerable.Range(0, n + 1).Select(i => (double)i / n)];
        var fine = new Snapshot("u", 0, [Edges(4), Edges(2), Edges(6)], [.. Enumerable.Range(0, 48).Select(i => 100.0 * (i / 12) + 10 * (i / 6 % 2) + i % 6)]);
        double[] coarse = [.. Enumerable.Range(0, 6).Select(i => 100 * (2 * (i / 3) + 0.5) + 5 + 2 * (i % 3) + 0.5)];
        Assert.Equal(coarse, Averaging.Halved(fine));
    }

    private static (ErrorCheck Check, RunResult Run) Check(string program)
    {
        Plan plan = ProgramVerifierTests.Plan(program);
        var settings = new RunSettings(null, true, 0) { Threads = 1, KeepsEnd = true };
        var run = FlowRunner.Run(plan, settings, _ => { }, CancellationToken.None);
        return (ErrorChecker.Check(plan, run, settings, _ => { }, CancellationToken.None)!, run);
    }
}
