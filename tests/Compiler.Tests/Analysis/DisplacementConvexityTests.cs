using Flows.Compiler.Analysis;

namespace Flows.Compiler.Tests.Analysis;

public class DisplacementConvexityTests
{
    // λ on [-3, 3] at mass 1, by hand; exact wherever the least curvature is a number of the formula.
    [Theory]
    [InlineData("int rho*log(rho)", 0)]
    [InlineData("int rho^2", 0)]
    [InlineData("int rho^3/2", 0)]
    [InlineData("int rho^m/(m - 1)", 0)]
    [InlineData("int -rho^(1/2)", 0)]
    [InlineData("int -log(rho)", 0)]
    [InlineData("int max(rho - 1, 0)", 0)]
    [InlineData("int x^2/2*rho", 1)]
    [InlineData("int x^2/2*rho + rho*log(rho)", 1)]
    [InlineData("int (x - 1)^2/2*rho + rho^2", 1)]
    [InlineData("int 3*x^2*rho", 6)]
    [InlineData("int (x^2 - 1)^2/4*rho", -1)]
    [InlineData("int (x^2 - 1)^2/4*rho + rho*log(rho)", -1)]
    [InlineData("int cos(x)*rho", -1)]
    [InlineData("int |x|*rho", 0)]
    [InlineData("int max(x, 0)*rho", 0)]
    [InlineData("int |x|^3/3*rho", 0)]
    [InlineData("1/2 * int rho*conv (fun d -> d^2/2) rho", 0)]
    [InlineData("1/2 * int rho*conv (fun d -> -d^2/2) rho", -1)]
    [InlineData("1/2 * int rho*conv (fun d -> -|d|) rho", 0)]
    [InlineData("1/2 * int rho*conv (fun d -> |d|) rho", 0)]
    [InlineData("1/2 * int rho*conv (fun d -> -log |d|) rho", 0)]
    [InlineData("1/2 * int rho*conv (fun d -> -exp(-|d|)) rho", -1)]
    [InlineData("1/2 * int rho*conv (fun d -> |(|d| - 1)|) rho", 0)]
    [InlineData("int x^2/2*rho + rho*log(rho) + 1/2*rho*conv (fun d -> -d^2/4) rho", 0.5)]
    public void Lambda_is_proved(string energy, double lambda)
    {
        var proved = Assert.IsType<Proved>(Of(energy));
        Assert.InRange(proved.Lambda, lambda == -1 ? -1 - 1e-4 : lambda, lambda);
    }

    [Theory]
    [InlineData("int sqrt(rho)")]
    [InlineData("int -rho^2")]
    [InlineData("int sin(rho)")]
    [InlineData("int -|x|*rho")]
    [InlineData("int min(x, 0)*rho")]
    [InlineData("int (if x < 0 then 0 else -x)*rho")]
    [InlineData("int -log |x|*rho + log(x + 3)*rho")]
    [InlineData("1/2 * int rho*conv (fun d -> log |d|) rho")]
    [InlineData("1/2 * int rho*conv (fun d -> -|(|d| - 1)|) rho")]
    [InlineData("int |grad rho|^2")]
    [InlineData("(int x*rho)^2")]
    public void Nothing_is_claimed_where_convexity_fails_or_is_not_seen(string energy) => Assert.IsType<UnknownConvexity>(Of(energy));

    [Theory]
    [InlineData(3, "1/2 * int rho*conv (fun d -> -d^2/2) rho", -3)]
    [InlineData(0.5, "int x^2/2*rho + 1/2*rho*conv (fun d -> -d^2/2) rho", 0.5)]
    [InlineData(3, "int x^2/2*rho + 1/2*rho*conv (fun d -> d^2/2) rho", 1)]
    public void A_kernel_that_is_not_convex_costs_its_curvature_times_the_mass(double mass, string energy, double lambda) =>
        Assert.Equal(lambda, Assert.IsType<Proved>(Of(energy, mass)).Lambda, 1e-9);

    private static Convexity Of(string energy, double mass = 1) => Program.Equation(FormattableString.Invariant($"""
        param m = 3
        domain D = [-3, 3]
        state rho : density on D mass {mass} = 1
        F[rho] = {energy}
        flow rho = descend F in wasserstein

        """)).Facts.Convexity;
}
