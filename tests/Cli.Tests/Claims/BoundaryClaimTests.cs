using Flows.Cli.Engine;
using Flows.Cli.Sources;
using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Cli.Tests.Claims;

/// <summary>What is printed of the sides: one condition for each that the energy asks for, none that nothing feels; bounds with their multipliers.</summary>
public class BoundaryClaimTests
{
    [Theory]
    [InlineData("int u'^2/2", "u' = 1 on right", "left: d/dn u = 0 (natural)|right: d/dn u = 1 (prescribed)")]
    [InlineData("int u'^2/2", "u = 2 on right", "left: d/dn u = 0 (natural)|right: u = 2 (prescribed)")]
    [InlineData("int u'^2/2 + u'^4", "u' = 0 on boundary", "all sides: d/dn u = 0 (prescribed)")]
    [InlineData("int x*u'^2/2", "u' = t on left", "left: d/dn u = t (prescribed)|right: x*d/dn u = 0 (natural)")]
    // A second-order energy asks for two conditions a side.
    [InlineData("int u''^2/2", "u' = 1 on right", "left: lap u = 0 (natural), d/dn lap u = 0 (natural)|right: d/dn u = 1 (prescribed), d/dn lap u = 0 (natural)")]
    [InlineData("int u''^2/2", "u = 0 on right, u' = 1 on right", "left: lap u = 0 (natural), d/dn lap u = 0 (natural)|right: u = 0 (prescribed), d/dn u = 1 (prescribed)")]
    public void Every_side_has_its_conditions_once(string energy, string sides, string wanted) => Assert.Equal(wanted.Split('|'), Claimed.Statements(
        $"domain L = [0, 1]\nstate u : field on L = x where {sides}\nF[u] = {energy}\nflow u = descend F in L2\nsolve until 1", "boundary"));

    [Fact]
    public void The_sides_of_waves_are_those_of_their_Hamiltonian() => Assert.Equal(
        ["left: u = 0 (prescribed)", "right: d/dn u = 0 (natural)", "nothing: the energy holds no gradient"],
        Claimed.Statements("domain L = [0, 1]\nstate u : field on L = x where u = 0 on left\nstate v : field on L = 0\nH[u, v] = int v^2/2 + u'^2/2\nflow (u, v) = hamilton H\nsolve until 1", "boundary"));

    [Theory]
    [InlineData("rho : density on L = 1 where rho' = 1 on right", "F[rho] = int rho*log(rho)\nflow rho = descend F in wasserstein", Severity.Error)]
    [InlineData("u : field on L = 1 where u' = x on right", "F[u] = int u^2/2\nflow u = descend F in L2", Severity.Error)]
    [InlineData("u : field on L = 1 where u' = t on right", "F[u] = int u^2/2\nflow u = descend F in H^-1", Severity.Error)]
    [InlineData("u : field on L = 1 where u' = 0 on right", "F[u] = int u^2/2\nflow u = descend F in L2", Severity.Warning)]
    [InlineData("u : field on L = 1 where u' = 1 on right", "F[u] = int u^2/2\nflow u = descend F in L2 + lap u", null)]
    [InlineData("u : field on L = 1 where u' = 1 on right", "F[u] = int u^2/2 + u'^2\nflow u = descend F in L2", null)]
    [InlineData("u : field on L = 1 where u = 1 on right", "F[u] = int u^2/2 + u'^2\nflow u = descend F in L2", null)]
    public void A_slope_that_nothing_feels_is_refused(string state, string flow, Severity? wanted)
    {
        var compiled = new FlowEngine().Compile(new SourceText("test.flow", $"domain L = [0, 1]\nstate {state}\n{flow}\nsolve on 16 cells until 1\n"), new Overrides([], null, null, null), ProgramFolder.Of("test.flow", false));
        Assert.Equal(wanted, compiled.Diagnostics.FirstOrDefault(d => d.Code == "F0657")?.Severity);
    }

    [Theory]
    [InlineData("field", "u >= x*(1 - x)", "L2", "d/dt u = lambda + lap u|lambda >= 0, u >= x*(1 - x), lambda*(x*(x - 1) + u) = 0")]
    [InlineData("field", "u <= 1", "L2", "d/dt u = lap u - lambda|lambda >= 0, u <= 1, lambda*(1 - u) = 0")]
    [InlineData("field", "u <= 1", "H^-1", "d/dt u = lap(lambda - lap u)|lambda >= 0, u <= 1, lambda*(1 - u) = 0")]
    [InlineData("field", "u >= -1, u <= 1", "L2", "d/dt u = lambda1 - lambda2 + lap u|lambda1 >= 0, u >= -1, lambda1*(u + 1) = 0|lambda2 >= 0, u <= 1, lambda2*(1 - u) = 0")]
    public void Bounds_are_in_the_equation(string kind, string bound, string metric, string wanted) => Assert.Equal(wanted.Split('|'), Claimed.Statements(
        $"domain L = [0, 1]\nstate u : {kind} on L = 1/2 where {bound}\nF[u] = int u'^2/2\nflow u = descend F in {metric}\nsolve until 1", "equation"));

    [Fact]
    public void Bounds_are_in_the_condition_of_a_minimum() => Assert.Equal(
        ["0 = -lambda - lap u", "lambda >= 0, u >= 1/4 - x^2, lambda*(x^2 + u - 1/4) = 0"],
        Claimed.Statements("domain L = [-1, 1]\nstate u : field on L = 1 where u = 0 on boundary, u >= 1/4 - x^2\nF[u] = int u'^2/2\nminimize F over u on 20 cells", "stationary"));
}
