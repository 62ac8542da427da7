using Flows.Compiler.Analysis;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Testing;

namespace Flows.Compiler.Tests.Analysis;

public class LinearPartTests
{
    // The coefficients of u, -Δu, Δ²u, …
    [Theory]
    [InlineData(1, "int |grad u|^2/2 + (u^2 - 1)^2/4", "-1 1", "u^3")]
    [InlineData(2, "int |grad u|^2/2 + (u^2 - 1)^2/4", "-1 1", "u^3")]
    [InlineData(1, "int 1/2*(u + lap u)^2 + u^4/4", "1 -2 1", "u^3")]
    [InlineData(3, "int 3*(lap u)^2/2", "0 0 3", "0")]
    [InlineData(1, "int u^2 + x*u", "2", "x")]
    [InlineData(1, "int sin(u)", "", "cos(u)")]
    [InlineData(2, "int u^2*|grad u|^2", "", null)]
    public void Coefficients_of_powers_of_minus_the_laplacian(int dimension, string energy, string coefficients, string? remainder)
    {
        var variation = Of(energy, dimension);
        var part = LinearPart.Of(variation);
        Assert.Equal(coefficients, string.Join(" ", part.Coefficients.Select(c => c.ToString())));
        if (remainder is not null)
            Assert.Equal(remainder, part.Remainder.ToString());
    }

    [Fact]
    public void The_symbol_of_swift_and_hohenberg_is_a_square() =>
        Assert.Equal(0.25, Binding.Constants.Value(LinearPart.Of(Of("int 1/2*(u + lap u)^2 + u^4/4", 2)).Symbol(Build.Half)));

    [Fact]
    public void A_convolution_is_linear()
    {
        var part = LinearPart.Of(Of("(1/2 * int u*conv (fun d -> exp(-d^2)) u) + int u^4", 1));
        Assert.Single(part.Convolutions);
        Assert.Equal("4*u^3", part.Remainder.ToString());
    }

    [Theory]
    [InlineData(1, "int |grad u|^2/2 + u^2*|grad u|^2 + (u^2 - 1)^2/4")]
    [InlineData(2, "int 1/2*(u + lap u)^2 + sin(u)*u + x*u^2")]
    [InlineData(3, "int sqrt(1 + |grad u|^2) + 2*(lap u)^2 - u^2")]
    public void Linear_part_and_remainder_sum_to_the_derivative(int dimension, string energy)
    {
        var variation = Of(energy, dimension);
        var part = LinearPart.Of(variation);
        var defect = Expansion.Expand(GradientExpansion.Expand(variation.Display - part.Linear - part.Remainder));
        Assert.Equal("0", defect.ToString());
        // The linear part is linear: twice the state, twice the value.
        var state = variation.With;
        var doubled = Substitution.Replace(part.Linear, e => e is StateValue v && v.State == state ? 2 * v : null);
        Assert.Equal("0", Expansion.Expand(doubled - 2 * part.Linear).ToString());
    }

    private static Variation Of(string energy, int dimension)
    {
        var functional = Variations.Functional.Of(new TableRow($"F[u] = {energy}", "", "", dimension));
        return FunctionalDerivative.Of(functional.Energy, functional.Formals[0]);
    }
}
