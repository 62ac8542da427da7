using Flows.Compiler.Analysis;

namespace Flows.Compiler.Tests.Analysis;

public class RateTests
{
    private const double Pi2 = Math.PI * Math.PI;

    // Ornstein–Uhlenbeck: the variance and the mean fall like exp(-t), the relative entropy like exp(-2t).
    [Theory]
    [InlineData("[-3, 3]", "int x^2/2*rho + rho*log(rho)", "W2(rho, sigma) of two solutions", 1)]
    [InlineData("[-3, 3]", "int x^2/2*rho + rho*log(rho)", "F - min F", 2)]
    [InlineData("[-3, 3] * [-3, 3]", "int (x^2 + y^2)/2*rho + rho*log(rho)", "F - min F", 2)]
    [InlineData("[-3, 3]", "int x^2/2*rho + rho^2", "F - min F", 2)]
    [InlineData("[-3, 3]", "int x^2*rho + rho^3", "W2(rho, sigma) of two solutions", 2)]
    // The modes of the heat equation: cos(π x/L) falls at (π/L)².
    [InlineData("[0, 2]", "int 3*rho*log(rho)", "||rho - mean rho||", 3 * Pi2 / 4)]
    [InlineData("[0, 2]", "int 3*rho*log(rho)", "F - min F", 6 * Pi2 / 4)]
    [InlineData("[0, 1] * [0, 2]", "int rho*log(rho)", "||rho - mean rho||", Pi2 / 4)]
    [InlineData("periodic [0, 2]", "int rho*log(rho)", "||rho - mean rho||", Pi2)]
    public void Densities_in_w2(string domain, string energy, string quantity, double exponent) =>
        Assert.Contains(Of(domain, "rho : density", energy, "wasserstein"), r => r.Quantity == quantity && r.IsProved && Math.Abs(r.Exponent - exponent) < 1e-9);

    [Fact]
    public void A_double_well_between_walls_has_a_log_sobolev_inequality_by_holley_and_stroock()
    {
        var rates = Of("[-2, 2]", "rho : density", "int (x^2 - 1)^2/4*rho + rho*log(rho)", "wasserstein");
        // V runs from 0 to 9/4 on [-2, 2]; intervals lose a little.
        Assert.Contains(rates, r => r.Theorem.Contains("Holley", StringComparison.Ordinal) && r.Exponent is > 0 && r.Exponent <= 2 * Pi2 / 16 * Math.Exp(-2.25) && r.Exponent > 0.12);
        Assert.Contains(rates, r => r.Quantity.StartsWith("W2", StringComparison.Ordinal) && r.Exponent == -1);
    }

    [Fact]
    public void At_another_temperature_the_barrier_counts_in_its_units()
    {
        var rates = Of("[-2, 2]", "rho : density", "int (x^2 - 1)^2/4*rho + 2*rho*log(rho)", "wasserstein");
        var exact = 2 * 2 * Pi2 / 16 * Math.Exp(-2.25 / 2);
        Assert.InRange(Assert.Single(rates, r => r.Theorem.Contains("Holley", StringComparison.Ordinal)).Exponent, 0.9 * exact, exact);
    }

    [Theory]
    [InlineData("u = 0 on boundary", "int |grad u|^2/2", Pi2)]
    [InlineData("u = 1 on boundary", "int |grad u|^2/2 + u^2/2", Pi2 + 1)]
    public void Fields_in_l2(string boundary, string energy, double exponent)
    {
        var rates = Of("[0, 1]", $"u : field on D = 0 where {boundary}", energy, "L2");
        Assert.Contains(rates, r => r.Quantity == "||u - v|| of two solutions" && Math.Abs(r.Exponent - exponent) < 1e-9);
        Assert.Contains(rates, r => r.Quantity == "F - min F" && Math.Abs(r.Exponent - 2 * exponent) < 1e-9);
    }

    [Theory]
    [InlineData("flow rho = descend F in wasserstein + 1")]
    [InlineData("flow rho = descend F in wasserstein { mobility = rho^2 }")]
    public void Nothing_is_predicted_for_what_is_no_pure_gradient_flow(string flow) => Assert.Empty(Program.Equation(
        $"domain D = [0, 1]\nstate rho : density on D = 1\nF[rho] = int rho*log(rho)\n{flow}\n").Facts.Rates);

    private static Flows.Language.Seq<Rate> Of(string domain, string state, string energy, string metric)
    {
        var declared = state.Contains('=', StringComparison.Ordinal) ? state : state + " on D = 1";
        var name = state.Split(' ')[0];
        return Program.Equation($"domain D = {domain}\nstate {declared}\nF[{name}] = {energy}\nflow {name} = descend F in {metric}\n").Facts.Rates;
    }
}
