using Flows.Compiler.Binding;

namespace Flows.Compiler.Tests.Extremals;

public class EndpointQuadratureTests
{
    public static TheoryData<string, double> Integrals => new()
    {
        { "exp", Math.E - 1 },
        { "sin 20x", (1 - Math.Cos(20)) / 20 },
        { "x^(-1/2)", 2 },
        { "x^(-3/4)", 4 },
        { "x^(-0.95)", 20 },
        { "log x", -1 },
        { "x^(1/3)", 0.75 },
        { "1/sqrt(1 - x)", 2 },
        { "1/sqrt(x(1 - x))", Math.PI },
        { "|x - 1/3|", 5.0 / 18 },
        { "1/x", double.PositiveInfinity },
        { "-1/x", double.NegativeInfinity },
        { "x^(-3/2)", double.PositiveInfinity },
        { "1/(1 - x)", double.PositiveInfinity },
    };

    // Next to 1 the distance to it is known to 1e-16 only: 1/sqrt(1 - x) keeps half the digits of its last panels.
    [Theory]
    [MemberData(nameof(Integrals))]
    public void An_integral_singular_at_an_end_is_found_or_found_infinite(string name, double exact)
    {
        var value = EndpointQuadrature.Over(Integrand(name), 0, 1);
        if (double.IsInfinity(exact))
            Assert.Equal(exact, value);
        else
            Assert.True(Math.Abs(value - exact) <= (name.Contains("1 - x", StringComparison.Ordinal) ? 1e-8 : 1e-11) * Math.Max(1, Math.Abs(exact)), $"{name}: {value:R}, not {exact:R}");
    }

    [Fact]
    public void A_function_without_values_inside_has_no_integral() => Assert.True(double.IsNaN(EndpointQuadrature.Over(x => Math.Sqrt(x - 0.5), 0, 1)));

    private static Func<double, double> Integrand(string name) => name switch
    {
        "exp" => Math.Exp,
        "sin 20x" => x => Math.Sin(20 * x),
        "x^(-1/2)" => x => Math.Pow(x, -0.5),
        "x^(-3/4)" => x => Math.Pow(x, -0.75),
        "x^(-0.95)" => x => Math.Pow(x, -0.95),
        "log x" => Math.Log,
        "x^(1/3)" => Math.Cbrt,
        "1/sqrt(1 - x)" => x => 1 / Math.Sqrt(1 - x),
        "1/sqrt(x(1 - x))" => x => 1 / Math.Sqrt(x * (1 - x)),
        "|x - 1/3|" => x => Math.Abs(x - 1.0 / 3),
        "1/x" => x => 1 / x,
        "-1/x" => x => -1 / x,
        "x^(-3/2)" => x => Math.Pow(x, -1.5),
        "1/(1 - x)" => x => 1 / (1 - x),
        _ => throw new ArgumentException(name),
    };
}
