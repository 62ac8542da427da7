namespace Flows.Cli.Tests.Claims;

/// <summary>A state that is said to be at rest satisfies the conditions on the sides, and does not move.</summary>
public class StationaryClaimTests
{
    private const string Wells = "F[u] = int u'^2/2 + (u^2 - 1)^2/4\nflow u = descend F in L2";

    [Theory]
    [InlineData("", Wells, "-1 or 0 or 1")]
    [InlineData("where noflux on boundary", Wells, "-1 or 0 or 1")]
    [InlineData("where u' = 0 on boundary", Wells, "-1 or 0 or 1")]
    [InlineData("where u' = 1 on right", Wells, "")]
    [InlineData("where u = 1 on boundary", Wells, "1")]
    [InlineData("where u = 0 on left", Wells, "0")]
    [InlineData("where u = 1 on left, u = 0 on right", Wells, "")]
    [InlineData("where u = 1 on left, u' = 1 on right", Wells, "")]
    [InlineData("where u >= 1/2", Wells, "1")]
    [InlineData("", "F[u] = int u''^2/2 + u'^2/2 + (u^2 - 1)^2/4\nflow u = descend F in L2", "-1 or 0 or 1")]
    [InlineData("where u' = 1 on right", "F[u] = int u'^2/2 + (u^2 - 1)^2/4\nflow u = descend F in H^-1", "")]
    [InlineData("", "F[u] = int (u' - 1)^2/2 + (u^2 - 1)^2/4\nflow u = descend F in L2", "")]
    public void States_at_rest_satisfy_what_is_asked_of_them(string sides, string flow, string wanted)
    {
        string Program(string start) => $"domain L = [0, 1]\nstate u : field on L = {start} {sides}\n{flow}\nsolve on 16 cells by implicit {{ dt = 1e-3 }} until 0.01";
        var claimed = Claimed.Statements(Program("0.9"), "stationary").SingleOrDefault();
        Assert.Equal(wanted.Length == 0 ? null : $"u = {wanted} (constant)", claimed);
        if (sides.Contains(">=", StringComparison.Ordinal))
            return;
        foreach (var value in wanted.Split(" or ", StringSplitOptions.RemoveEmptyEntries))
        {
            var run = Claimed.Run(Program(value) + "\nobserve moved = max |u - (" + value + ")|");
            Assert.True(Claimed.Ends(run, "moved").Last <= 1e-9, $"{value} {sides}");
        }
    }

    [Fact]
    public void A_profile_stays_one_where_the_flux_is_all_that_the_sides_hold() => Assert.Equal(
        ["rho = C*exp(-x^2/2), C such that the mass fits (Gibbs state)"],
        Claimed.Statements("domain L = [-3, 3]\nstate rho : density on L = 1 where noflux on boundary\nF[rho] = int x^2/2*rho + rho*log(rho)\nflow rho = descend F in wasserstein\nsolve until 1", "stationary"));
}
