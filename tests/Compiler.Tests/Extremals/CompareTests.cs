using System.Globalization;
using CsCheck;

namespace Flows.Compiler.Tests.Extremals;

public class CompareTests
{
    private static readonly string[] Energies =
    [
        "int sqrt(1 + y'^2)", "int y*sqrt(1 + y'^2)", "(int y'^2)/(int y^2)", "int (lap y)^2 + x*y", "int (fun a b -> exp(-(a - b)^2)*y a*y b)", "int y over right",
    ];

    private static readonly string[] Candidates = ["1 + x^2", "cosh(x)", "2 + sin(3*x)"];

    // 16 panels of 7 points for the inner of nested integrals, 1e-14 else; derivatives by s lose nothing.
    [Fact]
    public void A_graph_traversed_by_a_parameter_has_the_values_of_the_graph()
    {
        foreach (var energy in Energies)
        {
            foreach (var candidate in Candidates)
            {
                var curve = candidate.Replace("x", "((s^2 + s)/2)", StringComparison.Ordinal);
                var compared = ProgramModels.Of($"domain I = [0, 1]\nF[y] = {energy}\ncompare F over {{ a = {candidate}; b = parametric(fun s -> ((s^2 + s)/2, {curve}), 0, 1) }}\n").Compares[0].Candidates;
                var (a, b) = (compared[0].Value!.Value, compared[1].Value!.Value);
                Assert.True(Math.Abs(a - b) <= 1e-10 * (1 + Math.Abs(a)), $"{energy} at {candidate}: {a:R}, along the curve {b:R}");
            }
        }
    }

    [Fact]
    public void The_slope_is_the_coefficient_of_epsilon_and_the_derivative_against_the_direction() => Gen.Select(Gen.Int[-3, 3], Gen.Int[1, 4]).Sample((a, n) =>
    {
        var vary = ProgramModels.Of(string.Create(CultureInfo.InvariantCulture,
            $"domain I = [0, 1]\nJ[y] = int y'^2/2 + y^4 - x*y\nvary J at y = {a}*x + cos({n}*x) along x*(1 - x)*exp(x)\n")).Varies[0];
        Assert.Equal(5, vary.Coefficients.Count);
        Assert.Equal(vary.Slope.Value!.Value, vary.Coefficients[1], 1e-11 * (1 + Math.Abs(vary.Coefficients[1])));
        Assert.Equal(vary.Slope.Value!.Value, vary.Pairing.Value!.Value, 1e-11 * (1 + Math.Abs(vary.Coefficients[1])));
    }, iter: 10, threads: 1);

    [Fact]
    public void What_stands_on_the_sides_separates_the_slope_from_the_derivative()
    {
        var vary = ProgramModels.Of("domain I = [0, 1]\nJ[y] = int y'^2/2\nvary J at y = x^2 along exp(x)\n").Varies[0];
        // y′η at 1 less y′η at 0.
        Assert.Equal(2 * Math.E, vary.Slope.Value!.Value - vary.Pairing.Value!.Value, 1e-11);
    }
}
