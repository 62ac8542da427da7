namespace Flows.Cli.Tests.Claims;

/// <summary>That an energy falls is claimed only where no mobility may be negative, nothing acts on the sides and nothing else moves a state; and there it does.</summary>
public class DecayClaimTests
{
    private const string Dirichlet = "F[u] = int u'^2/2\n";

    [Theory]
    [InlineData("u : field on L = x", Dirichlet + "flow u = descend F in L2", true)]
    [InlineData("u : field on L = x", Dirichlet + "flow u = descend F in L2 { mobility = u }", false)]
    [InlineData("u : field on L = x", Dirichlet + "flow u = descend F in L2 { mobility = 1 + u^2 }", true)]
    [InlineData("u : field on L = x", Dirichlet + "flow u = descend F in L2 { mobility = x - 1/2 }", false)]
    [InlineData("u : field on L = x", Dirichlet + "flow u = descend F in L2 { mobility = x*(1 - x) }", true)]
    [InlineData("u : field on L = x", Dirichlet + "flow u = descend F in L2 { mobility = sin(pi*x) }", true)]
    [InlineData("u : field on L = x", Dirichlet + "flow u = descend F in L2 { mobility = 1 + t }", true)]
    [InlineData("u : field on L = x", Dirichlet + "flow u = descend F in L2 { mobility = cos(t) }", false)]
    [InlineData("u : field on L = x", Dirichlet + "flow u = descend F in H^-1 { mobility = 1 - u^2 }", false)]
    [InlineData("u : field on L = x", Dirichlet + "flow u = descend F in H^-1 { mobility = max(0, 1 - u^2) }", true)]
    [InlineData("u : field on L = x where u >= -1, u <= 1", Dirichlet + "flow u = descend F in H^-1 { mobility = 1 - u^2 }", true)]
    [InlineData("u : field on L = x where u = 0 on left", Dirichlet + "flow u = descend F in L2", true)]
    [InlineData("u : field on L = x where u = t on left", Dirichlet + "flow u = descend F in L2", false)]
    [InlineData("u : field on L = x where u' = 1 on right", Dirichlet + "flow u = descend F in L2", false)]
    [InlineData("u : field on L = x where u >= 0", Dirichlet + "flow u = descend F in L2", true)]
    [InlineData("u : field on L = x where u >= -t", Dirichlet + "flow u = descend F in L2", false)]
    [InlineData("u : density on L = 1 + x", Dirichlet + "flow u = descend F in wasserstein { mobility = u*(1 - u) }", false)]
    [InlineData("u : density on L = 1 where u <= 1", Dirichlet + "flow u = descend F in wasserstein { mobility = u*(1 - u) }", true)]
    // Not kept non-negative, and then 1 + u is not.
    [InlineData("u : density on L = 1 + x", Dirichlet + "flow u = descend F in wasserstein { mobility = 1 + u }", false)]
    [InlineData("u : density on L = 1 + x", Dirichlet + "flow u = descend F in wasserstein { mobility = 1 + u^2 }", true)]
    public void Decay_is_claimed_where_nothing_stands_in_its_way(string state, string flow, bool isClaimed)
    {
        var program = $"domain L = [0, 1]\nstate {state}\n{flow}\nsolve on 16 cells by implicit until 1e-3";
        var text = Claimed.Explanation(program);
        Assert.Equal(isClaimed, text.Contains("<= 0, xi", StringComparison.Ordinal));
        Assert.Equal(!isClaimed, text.Contains("nothing is promised:", StringComparison.Ordinal));
        if (!isClaimed)
            Assert.DoesNotContain("the energy falls", text, StringComparison.Ordinal);
        Assert.DoesNotContain("-(-", text, StringComparison.Ordinal);
        Assert.DoesNotContain("--", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_negative_mobility_does_raise_the_energy()
    {
        var run = Claimed.Run("domain L = [0, 1]\nstate u : field on L = x^2\nF[u] = int u^2/2\nflow u = descend F in L2 { mobility = x - 1 }\nsolve on 16 cells by implicit { dt = 1e-3 } until 0.01");
        Assert.False(run.Statistics.DecayPromised);
        Assert.True(run.Statistics.EnergyEnd > run.Statistics.EnergyStart);
    }

    [Theory]
    [InlineData("where c = sin(t) on left", "")]
    [InlineData("where c' = 1 on left", "")]
    [InlineData("", " { mobility = c }")]
    [InlineData("", " + 1")]
    public void What_acts_on_one_state_of_a_product_takes_the_claim_from_all(string sides, string more)
    {
        var text = Claimed.Explanation($"domain L = [0, 1]\nstate rho : density on L = 1 + x\nstate c : field on L = x {sides}\nF[rho, c] = int rho*log(rho) - rho*c + c'^2/2 + c^2/2\nflow rho = descend F in wasserstein\nflow c = descend F in L2{more}\nsolve on 16 cells until 1");
        Assert.DoesNotContain("<= 0, xi", text, StringComparison.Ordinal);
        Assert.DoesNotContain("the energy falls", text, StringComparison.Ordinal);
    }
}
