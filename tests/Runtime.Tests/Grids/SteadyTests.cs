namespace Flows.Runtime.Tests.Grids;

/// <summary>`until steady`: where a flow does more than descend, rates of change decide, not the dissipation, which is then no speed.</summary>
public class SteadyTests
{
    // Energy flows in through the sides as long as the density fills up: its rate of loss is negative.
    [Theory]
    [InlineData("implicit")]
    [InlineData("rkc")]
    public void Mass_that_comes_in_is_no_standstill(string method)
    {
        var result = GridPrograms.Run($$"""
            domain D = [0, 1]
            state rho : density on D = 1 where rho = 1 on left, rho = 2 on right
            F[rho] = int rho*log(rho)
            flow rho = descend F in wasserstein { open = x }
            solve on 32 cells by {{method}} until steady 1e-4 or 20
            observe a = int rho^2

            """);
        // From 1 + x: what is left decays as the slowest mode, at π², so that it is 1e-5.
        Assert.Equal(7.0 / 3, GridPrograms.Final(result, "a"), 2e-3);
        Assert.InRange(result.Statistics.EndTime, 0.8, 1.6);
    }

    // u′ = 1 − u in every cell: the rate e^(−t) is 1e-3 at t = log 1000; the energy is not felt by constants.
    [Theory]
    [InlineData("implicit")]
    [InlineData("explicit")]
    public void A_term_that_moves_the_state_is_no_standstill(string method)
    {
        var result = GridPrograms.Run($$"""
            domain D = [0, 1]
            state u : field on D = 0
            E[u] = int |u'|^2/2
            flow u = descend E in L2 + (1 - u)
            solve on 16 cells by {{method}} until steady 1e-3 or 20

            """);
        Assert.InRange(result.Statistics.EndTime, Math.Log(1000) - 0.1, Math.Log(1000) + 1.5);
    }
}
