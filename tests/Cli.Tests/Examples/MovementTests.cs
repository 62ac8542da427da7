using Flows.Language.Text;
using Flows.Runtime.Results;

namespace Flows.Cli.Tests.Examples;

/// <summary>Minimising movements: which flows `auto` gives to them, how they choose their steps, and when they are at rest.</summary>
public class MovementTests
{
    private const string Spread = "state rho : density on I = gaussian(0.2, 0.3)\nflow rho = descend F in wasserstein\nobserve mean = int x*rho\nsolve on 40 cells until 0.1\n";

    public static TheoryData<string, string> Choices => new()
    {
        // Mass that spreads in a landscape that is convex, whatever the time does to it.
        { "implicitly convex", "F[rho] = int x^2/2*rho + 0.2*rho*log(rho)\n" },
        { "a kink that is convex", "F[rho] = int max(x, -2*x)*rho + 0.2*rho*log(rho)\n" },
        { "a trap that moves", "F[rho] = int (x - sin t)^2/2*rho + 0.2*rho*log(rho)\n" },
        { "a convex interaction", "F[rho] = int rho^2 + 1/2*rho*conv (fun d -> d^2) rho\n" },
        // A porous medium overflows a barrier or stays behind it; without diffusion nothing passes.
        { "a porous medium", "F[rho] = int (x^2 - 1)^2*rho + 0.1*rho^2\n" },
        { "no diffusion", "F[rho] = int (x^2 - 1)^2/4*rho\n" },
    };

    public static TheoryData<string, string> Barred => new()
    {
        { "a double well", "F[rho] = int (x^2 - 1)^2/4*rho + 0.1*rho*log(rho)\n" },
        { "fast diffusion", "F[rho] = int (x^2 - 1)^2*rho - 0.1*sqrt(rho)\n" },
        { "a mixture", "F[rho] = KL(rho, 0.3*normal(-2, .5) + 0.7*normal(2, .5))\n" },
        { "kinks that are not convex", "F[rho] = int min(|x - 1|, |x + 1|)*rho + 0.1*rho*log(rho)\n" },
        { "wells that move", "F[rho] = int (x^2 - 1 - t)^2/4*rho + 0.1*rho*log(rho)\n" },
        { "wells of the interaction", "F[rho] = int 0.1*rho*log(rho) + 1/2*rho*conv (fun d -> d^4/4 - d^2) rho\n" },
    };

    [Theory, MemberData(nameof(Choices))]
    public void Minimising_movements_take_what_has_no_barriers(string what, string energy) => Assert.Equal((what, "jko"), (what, Method(energy)));

    [Theory, MemberData(nameof(Barred))]
    public void Where_mass_has_barriers_to_pass_cells_stay_in_their_places(string what, string energy) => Assert.Equal((what, "implicit"), (what, Method(energy)));

    [Fact]
    public void The_size_of_the_domain_says_nothing_of_the_steps()
    {
        long Steps(string domain) => Run($"domain I = {domain}\nF[rho] = int x^2/2*rho + 0.1*rho*log(rho)\n" + Spread).Statistics.Steps;
        var (small, large) = (Steps("[-4, 4]"), Steps("[-400, 400]"));
        // Nodes lie a little differently where the tails are cut.
        Assert.InRange(large, 0.95 * small, 1.05 * small);
    }

    [Theory]
    [InlineData("be", 3.0, 3.4)]
    [InlineData("bdf2", 1.9, 2.5)]
    [InlineData("sdirk2", 1.9, 2.5)]
    public void Steps_grow_with_the_root_of_the_tolerance_that_the_order_asks_for_though_time_is_in_the_energy(string scheme, double least, double most)
    {
        double Steps(double tolerance) => Run(FormattableString.Invariant($$"""
            domain I = [-4, 4]
            state rho : density on I = gaussian(0, 0.5)
            F[rho] = int (x - sin t)^2/2*rho + 0.1*rho*log(rho)
            flow rho = descend F in wasserstein
            observe mean = int x*rho
            solve on 40 cells by jko { scheme = "{{scheme}}"; rtol = {{tolerance:R}} } until 3
            """)).Statistics.Steps;
        // √10 = 3.16 of first order, ∛10 = 2.15 of second.
        Assert.InRange(Steps(1e-6) / Steps(1e-5), least, most);
    }

    [Theory]
    [InlineData("F[rho] = KL(rho, 0.3*normal(-2, .5) + 0.7*normal(2, .5))\n")]
    [InlineData("F[rho] = int 0.05*rho*log(rho) + (x^2 - 2)^2/4*rho\n")]
    // No Gibbs state in closed form: the cell between the bumps tells.
    [InlineData("F[rho] = int 0.05*rho*log(rho) + (x^2 - 2)^2/4*rho + 0.01*rho^2\n")]
    public void Mass_that_waits_before_a_barrier_is_not_at_rest(string energy)
    {
        var result = Run($"domain I = [-5, 5]\nstate rho : density on I = gaussian(-1, 0.5)\n{energy}flow rho = descend F in wasserstein\nobserve mean = int x*rho\nsolve on 60 cells by jko until steady 1e-8 or 1e6\n");
        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Equal("F0930", result.Failure!.Code);
        Assert.Contains("slow, not at rest", result.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    // Few cells, long tails: no valley.
    [InlineData("gaussian(2, 0.5)", "F[rho] = int rho*log(rho) + x^2/2*rho\n", 12)]
    // A shallow valley, well resolved.
    [InlineData("gaussian(-1, 0.5)", "F[rho] = int 0.5*rho*log(rho) + (x^2 - 1)^2/4*rho\n", 100)]
    // Two clumps without diffusion: nothing is to fill the vacuum between them.
    [InlineData("0.5*normal(-1, 0.2) + 0.5*normal(1, 0.2)", "F[rho] = int (x^2 - 1)^2/4*rho + 0.1*rho^2\n", 60)]
    public void What_is_at_rest_is_called_so(string start, string energy, int cells)
    {
        var result = Run($"domain I = [-6, 6]\nstate rho : density on I = {start}\n{energy}flow rho = descend F in wasserstein\nobserve mean = int x*rho\nsolve on {cells} cells by jko until steady 1e-6 or 1e5\n");
        Assert.Equal("", Programs.Complaints(result));
    }

    [Theory]
    [InlineData("jko")]
    [InlineData("implicit")]
    public void A_speed_that_is_wanted_too_large_ends_no_run_before_its_energy_is_that_of_rest(string method)
    {
        var result = Run($"domain I = [-6, 6]\nstate rho : density on I = gaussian(1, 0.5)\nF[rho] = KL(rho, normal(0, 1))\nflow rho = descend F in wasserstein\nobserve mean = int x*rho\nsolve on 100 cells by {method} until steady 1 or 1e4\n");
        Assert.Equal(RunStatus.Done, result.Status);
        // F is KL to the Gibbs state: 0 at rest but for what a hundred cells make of it; at a speed of 1 it is near 1/2.
        Assert.InRange(result.Statistics.EnergyEnd, -1e-2, 1e-2);
    }

    private static string Method(string energy) => Run("domain I = [-3, 3]\n" + energy + Spread).Method;

    private static RunResult Run(string program) => Programs.Run(new SourceText("movement.flow", program));
}
