using Flows.Cli.Reports;
using Flows.Cli.Terminals;

namespace Flows.Cli.Tests.Claims;

/// <summary>Where "rho >= 0 is kept" is said it is, and where it is not said the run goes on and says how far the density went.</summary>
public class PositivityClaimTests
{
    private static string Program(string energy, string metric) =>
        $"domain L = [0, 1]\nstate rho : density on L = max(0, 0.1 - |x - 0.5|)\nF[rho] = int {energy}\nflow rho = descend F in {metric}\nsolve on 50 cells by implicit {{ dt = 1e-6 }} until 2e-5";

    [Theory]
    [InlineData("|grad rho|^2/2", "wasserstein", true)]
    [InlineData("|grad rho|^2/2", "wasserstein { mobility = rho^3 }", true)]
    [InlineData("|grad rho|^2/2", "wasserstein { mobility = max(0, rho*(20 - rho)) }", true)]
    [InlineData("|grad rho|^2/2", "wasserstein { mobility = rho*(2 + sin(x)) }", true)]
    [InlineData("|grad rho|^2/2", "wasserstein { mobility = 1 + rho }", false)]
    [InlineData("|grad rho|^2/2", "wasserstein { mobility = rho + x }", false)]
    [InlineData("|grad rho|^2/2", "wasserstein { mobility = 2 }", false)]
    [InlineData("|grad rho|^2/2", "wasserstein { mobility = exp(rho) }", false)]
    [InlineData("|grad rho|^2/2", "H^-1", false)]
    public void Positivity_is_claimed_where_the_mobility_vanishes_and_kept_where_it_is_claimed(string energy, string metric, bool isKept)
    {
        var program = Program(energy, metric);
        var text = Claimed.Explanation(program);
        Assert.Equal(isKept, text.Contains("rho >= 0 is kept", StringComparison.Ordinal));
        Assert.Equal(isKept, text.Contains("positivity is kept", StringComparison.Ordinal));
        var run = Claimed.Run(program);
        Assert.Equal(isKept, run.Statistics.Minimum >= 0);
        var lines = RunSummary.Lines(run, "out", new Ink(false));
        Assert.Equal(!isKept, lines.Any(l => l.StartsWith("  least ", StringComparison.Ordinal) && l.Contains("rho: -", StringComparison.Ordinal)));
        Assert.True(lines.Count <= 8);
    }

    [Fact]
    public void An_energy_with_an_infinite_slope_at_zero_keeps_a_density_positive_by_itself()
    {
        const string Program = "domain L = [0, 1]\nstate rho : density on L = 0.01 + x^8\nF[rho] = int rho*log(rho) + 5*x*rho\nflow rho = descend F in wasserstein { mobility = 1 + rho }\nsolve on 40 cells by implicit { dt = 1e-4 } until 5e-3";
        Assert.Contains("rho >= 0 is kept", Claimed.Explanation(Program), StringComparison.Ordinal);
        Assert.True(Claimed.Run(Program).Statistics.Minimum > 0);
    }
}
