namespace Flows.Runtime.Tests.Grids;

/// <summary>Added terms that hold integrals of the states.</summary>
public class GridAddedTests
{
    // The mass obeys m′ = |Ω| (1 − m), whatever the shape: m = 1 + (m₀ − 1) e^(−|Ω| t).
    [Theory]
    [InlineData("explicit")]
    [InlineData("rkc")]
    [InlineData("implicit")]
    [InlineData("implicit { scheme = \"bdf2\" }")]
    public void A_term_may_hold_the_mass(string method)
    {
        var result = GridPrograms.Run($"""
            domain D = [0, 2] * [0, 1]
            state u : field on D = 1 + cos(pi*x/2)*cos(pi*y)
            E[u] = int |grad u|^2/2
            flow u = descend E in L2 + (1 - int u)
            solve on 16*12 cells by {method} until 0.5
            observe m = int u

            """);
        // rtol = 1e-4 a step.
        Assert.Equal(1 + Math.Exp(-1), GridPrograms.Final(result, "m"), 2e-3);
    }
}
