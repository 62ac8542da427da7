using Flows.Compiler.Analysis;

namespace Flows.Compiler.Tests.Analysis;

public class DisplacementConvexityInSpaceTests
{
    // λ on a box of sides [-1, 1] at mass 1, by hand; 1e-6 is what bisection leaves.
    [Theory]
    [InlineData(2, "int rho*log(rho)", 0)]
    [InlineData(3, "int rho*log(rho)", 0)]
    [InlineData(2, "int rho^2", 0)]
    [InlineData(3, "int rho^3/2", 0)]
    // The edge of McCann's condition, m = 1 - 1/d.
    [InlineData(2, "int -2*rho^(1/2)", 0)]
    [InlineData(3, "int -3*rho^(2/3)", 0)]
    [InlineData(2, "int (x^2 + y^2)/2*rho", 1)]
    [InlineData(2, "int (x^2/2 + y^2)*rho + rho^2", 1)]
    [InlineData(2, "int x*y*rho", -1)]
    [InlineData(2, "int (x + y)^2*rho", 0)]
    [InlineData(2, "int (x^2 + x*y + y^2)/2*rho", 0.5)]
    [InlineData(2, "int (x^2 + y^2)^2*rho", 0)]
    [InlineData(3, "int (x^2 + y^2 + z^2)^2*rho", 0)]
    [InlineData(2, "int ((x^2 + y^2)/2 + (x^2 + y^2)^2)*rho", 1)]
    [InlineData(2, "int (x^2 + y^2 - 1)^2/4*rho + rho*log(rho)", -1)]
    [InlineData(2, "int ((x^2 - 1)^2/4 + y^2/2)*rho", -1)]
    [InlineData(2, "int cos(x + y)*rho", -2)]
    [InlineData(2, "int sqrt(x^2 + y^2)*rho", 0)]
    [InlineData(3, "int (x^2 + y^2 + z^2)^(3/2)*rho", 0)]
    [InlineData(2, "int exp(x + y^2)*rho", 0)]
    public void Lambda_is_proved(int dimension, string energy, double lambda) =>
        Assert.InRange(Assert.IsType<Proved>(Of(dimension, energy)).Lambda, lambda - 1e-6, lambda + 1e-12);

    // Where bisection ends before it is sharp: (1 + r²)^(-3/2) at the corners, r² = 2.
    [Fact]
    public void A_bound_that_is_not_sharp_is_still_a_bound() =>
        Assert.InRange(Assert.IsType<Proved>(Of(2, "int sqrt(1 + x^2 + y^2)*rho")).Lambda, 0, Math.Pow(3, -1.5));

    [Theory]
    [InlineData(2, "int -2.1*rho^0.49")]
    [InlineData(3, "int -3*rho^(1/2)")]
    [InlineData(2, "int -log(rho)")]
    [InlineData(2, "int rho^(-1)")]
    [InlineData(2, "int -rho^2")]
    // Convex, but its pressure falls behind: P = 2ρ for small ρ, then flat.
    [InlineData(2, "int max(rho - 1, 0)")]
    [InlineData(2, "int -sqrt(x^2 + y^2)*rho")]
    [InlineData(2, "int log(x^2 + y^2)*rho")]
    [InlineData(2, "int (x^2 + y^2)^(-1)*rho")]
    [InlineData(2, "int x^(-2)*rho")]
    [InlineData(1, "int x^(-2)*rho")]
    [InlineData(1, "int -log(x^2)*rho")]
    [InlineData(2, "int |grad rho|^2")]
    public void Nothing_is_claimed_where_convexity_fails_or_is_not_seen(int dimension, string energy) =>
        Assert.IsType<UnknownConvexity>(Of(dimension, energy));

    [Theory]
    [InlineData("|d|^2", 0)]
    [InlineData("-|d|^2", -2)]
    [InlineData("|d|", 0)]
    [InlineData("|d|^4", 0)]
    // min over |d| of the eigenvalues of exp(-|d|^2/2)*(I - d dᵀ): -2*exp(-3/2) at |d|^2 = 3; with the sign turned -1 at 0.
    [InlineData("-exp(-|d|^2/2)", -0.4462603)]
    [InlineData("exp(-|d|^2/2)", -1)]
    // Least where the components have opposite signs: -24*(d1 - d2)^2 at d = (2, -2).
    [InlineData("-(d.x - d.y)^4", -384)]
    public void Kernels_cost_their_mass(string kernel, double lambda) =>
        Assert.InRange(Assert.IsType<Proved>(Of(2, $"1/2 * int rho*conv (fun d -> {kernel}) rho")).Lambda, 2 * lambda, lambda + 1e-6);

    [Theory]
    [InlineData("log |d|")]
    [InlineData("-log |d|")]
    [InlineData("-|d|")]
    [InlineData("-exp(-|d|)")]
    public void Nothing_is_claimed_of_singular_kernels(string kernel) =>
        Assert.IsType<UnknownConvexity>(Of(2, $"1/2 * int rho*conv (fun d -> {kernel}) rho"));

    [Theory]
    [InlineData("domain D = periodic [0, 1]", "in wasserstein", "periodic")]
    [InlineData("domain D = [0, 1]", "in wasserstein { mobility = rho*(1 - rho) }", "mobility")]
    public void Reasons_are_given(string domain, string metric, string reason)
    {
        var convexity = Program.Equation($"{domain}\nstate rho : density on D = 1/2\nF[rho] = int rho^2\nflow rho = descend F {metric}\n").Facts.Convexity;
        Assert.Contains(reason, Assert.IsType<UnknownConvexity>(convexity).Why, StringComparison.Ordinal);
    }

    private static Convexity Of(int dimension, string energy) => Program.Equation($"""
        domain D = {string.Join(" * ", Enumerable.Repeat("[-1, 1]", dimension))}
        state rho : density on D = {(dimension == 1 ? "1/2" : dimension == 2 ? "1/4" : "1/8")}
        F[rho] = {energy}
        flow rho = descend F in wasserstein

        """).Facts.Convexity;
}
