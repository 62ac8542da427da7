using Flows.Compiler.Analysis;

namespace Flows.Compiler.Tests.Analysis;

public class LowerBoundTests
{
    [Theory]
    [InlineData("[0, 1]", "u : field", "int |grad u|^2/2 + (u^2 - 1)^2/4", "L2")]
    [InlineData("[0, 1]", "u : field", "int |grad u|^2/2 + u^4 - 5*u^3 + x*u", "L2")]
    [InlineData("[0, 1]", "u : field", "int 1/2*(u + lap u)^2 - u^2 + u^4/4", "L2")]
    [InlineData("[0, 1]", "u : field", "int cos(u)", "L2")]
    [InlineData("[0, 1]", "u : field", "int u^4 + 1/2*u*conv (fun d -> -exp(-d^2)) u", "L2")]
    [InlineData("[0, 1]", "rho : density", "int rho*log(rho) - x*rho", "wasserstein")]
    [InlineData("[0, 1]", "rho : density", "int rho^3 - rho^2", "wasserstein")]
    [InlineData("[0, 1] * [0, 1]", "rho : density", "int |grad rho|^2/2 - rho^2", "wasserstein")]
    [InlineData("[0, 1]", "rho : density", "int |grad rho|^2/2 - rho^3", "wasserstein")]
    [InlineData("[0, 1] * [0, 1]", "rho : density", "int rho*log(rho) + 1/2*rho*conv (fun d -> log |d|/(2*pi)) rho", "wasserstein")]
    [InlineData("[0, 1]", "rho : density", "1/2 * int rho*conv (fun d -> d^2/2 - |d|) rho", "wasserstein")]
    public void Bounded(string domain, string state, string energy, string metric) => Assert.IsType<BoundedBelow>(Of(domain, state, energy, metric));

    [Theory]
    [InlineData("[0, 1]", "u : field", "int u^2 - exp(u)", "L2", false)]
    [InlineData("[0, 1]", "u : field", "int |grad u|^2 - cosh(u)", "L2", false)]
    [InlineData("[0, 1]", "u : field", "int |grad u|^2 - u^2", "L2", false)]
    [InlineData("[0, 1]", "rho : density", "int -rho^2", "wasserstein", false)]
    [InlineData("[0, 1] * [0, 1]", "rho : density", "int |grad rho|^2/2 - rho^4", "wasserstein", false)]
    [InlineData("[0, 1] * [0, 1]", "rho : density", "int rho*log(rho) + 13*rho*conv (fun d -> log |d|/(2*pi)) rho", "wasserstein", true)]
    [InlineData("[0, 1]", "rho : density", "1/2 * int rho*conv (fun d -> log |d|) rho", "wasserstein", true)]
    public void Unbounded_with_a_witness(string domain, string state, string energy, string metric, bool isModel) =>
        Assert.Equal(isModel, Assert.IsType<UnboundedBelow>(Of(domain, state, energy, metric)).IsModel);

    // Critical: |∇ρ|² and ρ^p at p = 2 + 2/d.
    [Theory]
    [InlineData("[0, 1] * [0, 1]", "rho : density", "int |grad rho|^2/2 - rho^3", "wasserstein")]
    [InlineData("[0, 1]", "rho : density", "(int x*rho)^2", "wasserstein")]
    [InlineData("[0, 1]", "u : field", "int u*|grad u|^2", "L2")]
    [InlineData("[0, 1]", "u : field", "int |grad u|^2/2 - u^2", "H^-1")]
    public void Neither_is_claimed(string domain, string state, string energy, string metric) => Assert.IsType<UnknownBound>(Of(domain, state, energy, metric));

    // 8π: the logarithmic interaction with linear diffusion in the plane.
    [Fact]
    public void The_critical_mass_is_eight_pi() => Assert.Contains("25.1327",
        Assert.IsType<BoundedBelow>(Of("[0, 1] * [0, 1]", "rho : density", "int rho*log(rho) + 1/2*rho*conv (fun d -> log |d|/(2*pi)) rho", "wasserstein")).By, StringComparison.Ordinal);

    private static EnergyBound Of(string domain, string state, string energy, string metric)
    {
        var name = state.Split(' ')[0];
        var equation = Program.Equation($"domain D = {domain}\nstate {state} on D = 1\nF[{name}] = {energy}\nflow {name} = descend F in {metric} {(metric == "L2" ? "{ unbounded = true }" : "")}\n");
        return LowerBound.Of(equation.Facts.Pieces, FlowSetting.Of(equation.Flow, equation.Flow.Descent!));
    }
}
