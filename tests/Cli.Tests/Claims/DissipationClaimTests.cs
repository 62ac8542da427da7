namespace Flows.Cli.Tests.Claims;

/// <summary>The dissipation identity is the sum over all metrics and states, and what the sides do: runs dissipate as much.</summary>
public class DissipationClaimTests
{
    private static readonly double Pi2 = Math.PI * Math.PI;

    private static double Rate(string program)
    {
        const double Dt = 1e-7;
        var run = Claimed.Run($"{program}\nsolve on 200 cells by implicit {{ dt = {Dt.ToString(System.Globalization.CultureInfo.InvariantCulture)}; tol = 1e-14 }} until 4e-7");
        return (run.Statistics.EnergyEnd - run.Statistics.EnergyStart) / run.Statistics.EndTime;
    }

    [Fact]
    public void Of_two_metrics_it_is_the_sum()
    {
        const string Program = "domain L = [0, 1]\nstate u : field on L = cos(pi*x)\nF[u] = int u'^2/2\nflow u = descend F in L2 + descend F in H^-1";
        Assert.Equal(["d/dt F = -int xi^2 - int |grad xi|^2 <= 0, xi = dF/du"], Claimed.Statements(Program + "\nsolve until 1", "dissipation"));
        // ξ = π² cos πx: ∫ξ² = π⁴/2, ∫|ξ′|² = π⁶/2; cells of 1/200 and steps of 1e-7 err by less than 1e-3.
        var wanted = -(Pi2 * Pi2 + Pi2 * Pi2 * Pi2) / 2;
        Assert.InRange(Rate(Program) / wanted, 0.998, 1.002);
    }

    [Fact]
    public void Of_two_states_it_is_the_sum()
    {
        const string Program = "domain L = [0, 1]\nstate u : field on L = cos(pi*x)\nstate v : field on L = cos(2*pi*x)\nF[u, v] = int u'^2/2 + v'^2/2\nflow u = descend F in L2\nflow v = descend F in H^-1 { mobility = 2 }";
        const string Claim = "d/dt F = -int xi_u^2 - int 2*|grad xi_v|^2 <= 0, xi_u = dF/du, xi_v = dF/dv";
        Assert.Equal([Claim, Claim], Claimed.Statements(Program + "\nsolve until 1", "dissipation"));
        var wanted = -(Pi2 * Pi2 / 2 + 2 * 16 * Pi2 * Pi2 * 4 * Pi2 / 2);
        Assert.InRange(Rate(Program) / wanted, 0.99, 1.002);
    }

    [Fact]
    public void What_is_given_on_the_sides_is_in_it()
    {
        // u = x/2 + cos πx at the start: ξ = π² cos πx inside, on the right ∂u/∂t g and on the left as the natural condition is broken.
        const string Program = "domain L = [0, 1]\nstate u : field on L = x^2/2 where u' = 1 on right\nF[u] = int u'^2/2\nflow u = descend F in L2";
        Assert.Equal(["nothing is promised: a normal derivative other than 0 is prescribed", "d/dt F = -int xi^2 + d/dt u on right, xi = dF/du"], Claimed.Statements(Program + "\nsolve until 1", "dissipation"));
        // ξ = −1 everywhere: −1 + 1·1.
        Assert.InRange(Rate(Program), -1e-2, 1e-2);
    }

    [Theory]
    [InlineData("wasserstein { mobility = rho*(1 - rho) }", "d/dt F = -int rho*(1 - rho)*|grad xi|^2 <= 0, xi = dF/drho + lambda")]
    [InlineData("wasserstein", "d/dt F = -int rho*|grad xi|^2 <= 0, xi = dF/drho + lambda")]
    public void Signs_are_written_once(string metric, string claim) => Assert.Equal([claim], Claimed.Statements(
        $"domain L = [0, 1]\nstate rho : density on L = 1/2 where rho <= 1\nF[rho] = int rho'^2/2\nflow rho = descend F in {metric}\nsolve until 1", "dissipation"));

    [Fact]
    public void A_metric_with_an_operator_before_the_rate_has_its_own_share() => Assert.Equal(
        ["d/dt F = -int xi^2 - (int v^2 + 0.1*|grad v|^2) <= 0, xi = dF/du, (1 - 0.1*lap) v = dF/du"],
        Claimed.Statements("domain L = [0, 1]\nstate u : field on L = x\nF[u] = int u'^2/2\nflow u = descend F in L2 + descend F in H1 { alpha = 0.1 }\nsolve until 1", "dissipation"));
}
