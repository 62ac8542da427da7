namespace Flows.Compiler.Tests.Analysis;

public class StationaryTests
{
    [Theory]
    [InlineData("[-3, 3]", "rho : density", "int x^2/2*rho + rho*log(rho)", "wasserstein", "C*exp(-x^2/2)")]
    [InlineData("[-3, 3] * [-3, 3]", "rho : density", "int (x^2 + y^2)*rho + 2*rho*log(rho)", "wasserstein", "C*exp(-x^2/2 - y^2/2)")]
    [InlineData("[-3, 3]", "rho : density", "int rho*log(rho/(1 + x^2))", "wasserstein", "C*(x^2 + 1)")]
    [InlineData("[-3, 3] * [-3, 3]", "rho : density", "int x*rho + rho^2", "wasserstein", "max(0, C - x)/2")]
    [InlineData("[-3, 3]", "rho : density", "int x^2/2*rho + rho^3", "wasserstein", "sqrt(max(0, C - x^2/2)/3)")]
    [InlineData("[0, 1]", "rho : density", "int rho*log(rho)", "wasserstein", "C")]
    [InlineData("[0, 1]", "u : field", "int |grad u|^2/2 + (u^2 - 1)^2/4", "L2", "-1|0|1")]
    [InlineData("[0, 1] * [0, 1]", "u : field", "int |grad u|^2/2 + u^4/4 - u^2", "L2", "-sqrt(2)|0|sqrt(2)")]
    [InlineData("[0, 1]", "u : field", "int |grad u|^2/2 + (u^2 - 1)^2/4", "H^-1", "C")]
    [InlineData("[0, 1]", "u : field", "int |grad u|^2/2 + (u - x)^2", "L2", "")]
    // Where mass is not conserved the derivative itself vanishes on the support: there must be one.
    [InlineData("[-1, 1]", "rho : density", "int x^2/2*rho + rho^2", "hellinger_kantorovich", "")]
    [InlineData("[-1, 1] * [-1, 1]", "rho : density", "int (x^2 + y^2)*rho + rho^3", "hellinger_kantorovich", "")]
    [InlineData("[-3, 3]", "rho : density", "int (x^2/2 - 1)*rho + rho^2", "hellinger_kantorovich", "max(0, 1 - x^2/2)/2")]
    [InlineData("[-3, 3]", "rho : density", "int x^2/2*rho - rho + rho^2", "hellinger_kantorovich", "max(0, 1 - x^2/2)/2")]
    [InlineData("[-3, 3]", "rho : density", "int rho^2 - rho", "hellinger_kantorovich", "1/2")]
    [InlineData("[-3, 3]", "rho : density", "int x^2/2*rho + rho*log(rho)", "hellinger_kantorovich", "exp(-x^2/2 - 1)")]
    [InlineData("[-3, 3]", "rho : density", "int x^2*rho - 2*sqrt(rho)", "hellinger_kantorovich", "")]
    [InlineData("[1, 3]", "rho : density", "int x^2*rho - 2*sqrt(rho)", "hellinger_kantorovich", "1/x^4")]
    [InlineData("[-3, 3]", "rho : density", "int x^2/2*rho - rho + rho^2", "wasserstein", "max(0, C - x^2/2)/2")]
    public void Closed_states_at_rest(string domain, string state, string energy, string metric, string expected)
    {
        var name = state.Split(' ')[0];
        var found = Program.Equation($"domain D = {domain}\nstate {state} on D = 1\nF[{name}] = {energy}\nflow {name} = descend F in {metric}\n").Facts.Stationary;
        Assert.Equal(expected, string.Join("|", found.Select(s => s.Value.ToString())));
    }
}
