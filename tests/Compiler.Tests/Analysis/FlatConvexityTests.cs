using Flows.Compiler.Analysis;

namespace Flows.Compiler.Tests.Analysis;

public class FlatConvexityTests
{
    private const double Pi2 = Math.PI * Math.PI;

    // λ on [0, 2], by hand.
    [Theory]
    [InlineData("int u^2/2", "in L2", 1)]
    [InlineData("int u^2/2", "in L2 { mobility = 3 }", 3)]
    [InlineData("int (u^2 - 1)^2/4", "in L2", -1)]
    [InlineData("int |grad u|^2/2 + (u^2 - 1)^2/4", "in L2", -1)]
    [InlineData("int |grad u|^2/2", "in L2", 0)]
    [InlineData("int sqrt(1 + |grad u|^2)", "in L2", 0)]
    [InlineData("int |grad u|^4/4 + u^2", "in L2", 2)]
    [InlineData("int 1/2*(u + lap u)^2 - u^2/4 + u^4/4", "in L2", -0.5)]
    [InlineData("int u^6/6 - u^4/4", "in L2", -0.45)]
    [InlineData("int cos(x)*u + u^2", "in L2", 2)]
    [InlineData("int cos(u)", "in L2", -1)]
    [InlineData("int u^2/2 + 1/2*u*conv (fun d -> exp(-|d|)) u", "in L2", -0.7293294335)]
    // Cahn–Hilliard: a mode k grows at most at 1/(4 eps^2), here 1/(4/100).
    [InlineData("int |grad u|^2/200 + (u^2 - 1)^2/4", "in H^-1", -25)]
    // Below half of the first mode nothing grows: s*(s - 1) at s = (π/2)².
    [InlineData("int |grad u|^2/2 + (u^2 - 1)^2/4", "in H^-1", Pi2 / 4 * (Pi2 / 4 - 1))]
    [InlineData("int u^2/2", "in H^-1", Pi2 / 4)]
    public void Lambda_is_proved(string energy, string metric, double lambda) =>
        Assert.InRange(Assert.IsType<Proved>(Of("[0, 2]", "", energy, metric)).Lambda, lambda - 2e-2 * Math.Abs(lambda), lambda + 1e-9);

    [Theory]
    [InlineData("[0, 2]", "where u = 0 on boundary", Pi2 / 4)]
    [InlineData("[0, 2]", "where u = 0 on left", Pi2 / 16)]
    [InlineData("[0, 2] * [0, 1]", "where u = 0 on boundary", Pi2 / 4 + Pi2)]
    [InlineData("[0, 2] * [0, 1]", "", 0)]
    public void Prescribed_values_add_the_first_eigenvalue(string domain, string boundary, double lambda) =>
        Assert.Equal(lambda, Assert.IsType<Proved>(Of(domain, boundary, "int |grad u|^2/2", "in L2")).Lambda, 12);

    [Theory]
    [InlineData("int u^3", "in L2 { unbounded = true }")]
    [InlineData("int -u^4", "in L2 { unbounded = true }")]
    [InlineData("int -|grad u|^2/2 + (lap u)^2/2", "in L2")]
    [InlineData("int u*|grad u|^2", "in L2")]
    [InlineData("int (|grad u|^2 - 1)^2/4", "in L2")]
    [InlineData("int -u^2/2", "in H^-1")]
    [InlineData("int u^2/2", "in L2 { mobility = 1 + u^2 }")]
    public void Nothing_is_claimed_where_it_fails_or_is_not_seen(string energy, string metric) =>
        Assert.IsType<UnknownConvexity>(Of("[0, 2]", "", energy, metric));

    // |∇u|²(2 + sin u) is not convex; |∇u|²/u is, jointly.
    [Theory]
    [InlineData("int |grad rho|^2/rho", true)]
    [InlineData("int |grad sqrt(rho)|^2", true)]
    [InlineData("int |grad rho|^2/rho^2", false)]
    [InlineData("int |grad rho|^2*rho", false)]
    public void Quotients_of_densities_are_judged_jointly(string energy, bool isConvex)
    {
        var convexity = Program.Equation($"domain D = [0, 1] * [0, 1]\nstate rho : density on D = 1\nF[rho] = {energy}\nflow rho = descend F in H^-1\n").Facts.Convexity;
        Assert.Equal(isConvex, convexity is Proved { Lambda: 0 });
    }

    private static Convexity Of(string domain, string boundary, string energy, string metric) => Program.Equation(
        $"domain D = {domain}\nstate u : field on D = 0 {boundary}\nF[u] = {energy}\nflow u = descend F {metric}\n").Facts.Convexity;
}
