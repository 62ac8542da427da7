using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Tests.Functions;

public sealed class FunctionTests
{
    private static readonly double[] Grid = [-7.3, -3.1, -1.7, -0.93, -0.51, -0.12, 0.07, 0.23, 0.48, 0.77, 0.99, 1.31, 2.2, 3.7, 6.1, 12.4];

    public static TheoryData<string> Names => [.. FunctionCatalog.All.Select(f => f.Name)];

    [Fact]
    public void The_catalog_is_complete_alphabetical_and_found_by_name()
    {
        var types = typeof(Function).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(Function)) && !t.IsAbstract && t != typeof(UserFunction) && t != typeof(ArbitraryFunction)).ToHashSet();
        Assert.Equal(types, FunctionCatalog.All.Select(f => f.GetType()).ToHashSet());
        Assert.Equal(FunctionCatalog.All.Select(f => f.Name).Order(StringComparer.Ordinal), FunctionCatalog.All.Select(f => f.Name));
        Assert.All(FunctionCatalog.All, f => Assert.Same(f, FunctionCatalog.Find(f.Name)));
        Assert.Null(FunctionCatalog.Find("lgo"));
    }

    [Fact]
    public void Every_function_of_the_language_is_there() => Assert.All(
        ("exp log log10 sqrt cbrt abs sign sin cos tan asin acos atan atan2 sinh cosh tanh erf erfc gamma lgamma min max mod floor "
            + "ceil clamp step relu sigmoid softplus gelu").Split(' '),
        name => Assert.NotNull(FunctionCatalog.Find(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_derivative_is_the_slope(string name)
    {
        var f = FunctionCatalog.Find(name)!;
        var symbols = Enumerable.Range(0, f.Arity).Select(i => Build.Symbol($"a{i}")).ToArray();
        var compared = 0;
        foreach (var arguments in Tuples(f))
        {
            for (var k = 0; k < f.Arity; k++)
            {
                if (f is Polygamma && k == 0)
                    continue;
                double At(double h)
                {
                    var shifted = arguments.ToArray();
                    shifted[k] += h;
                    return f.Evaluate(shifted);
                }
                double Slope(double h) => (8 * (At(h) - At(-h)) - (At(2 * h) - At(-2 * h))) / (12 * h);
                var (slope, finer) = (Slope(2e-3), Slope(1e-3));
                var size = 1 + Math.Abs(slope);
                // Near a pole or a jump the difference quotients say nothing.
                if (!(Math.Abs(slope - finer) < 1e-7 * size))
                    continue;
                var exact = Evaluation.Evaluate(f.Derivative([.. symbols], k), e => Array.IndexOf(symbols, e) is >= 0 and var i ? arguments[i] : null);
                // Fourth order with h = 1e-3, and rounding 1e-16 / h.
                Assert.True(Math.Abs(exact - finer) <= 1e-8 * size, $"{name}({string.Join(", ", arguments)}): {exact} but the slope is {finer}");
                compared++;
            }
        }
        Assert.True(compared >= 5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_range_holds_the_values(string name)
    {
        var f = FunctionCatalog.Find(name)!;
        var random = new Random(7);
        for (var trial = 0; trial < 3000; trial++)
        {
            var boxes = new Interval[f.Arity];
            for (var k = 0; k < boxes.Length; k++)
            {
                var (a, b) = (Draw(random), Draw(random));
                boxes[k] = f is Polygamma && k == 0 ? Interval.Only(trial % 4) : new(Math.Min(a, b), Math.Max(a, b));
            }
            var range = f.Range(boxes);
            for (var sample = 0; sample < 10; sample++)
            {
                var value = f.Evaluate([.. boxes.Select(b => Math.Clamp(b.Lower + (b.Upper - b.Lower) * (sample < 2 ? sample : random.NextDouble()), b.Lower, b.Upper))]);
                Assert.True(double.IsNaN(value) || range.Contains(value), $"{name} of {string.Join(" x ", boxes)}: {value} is not in {range}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parity_is_what_it_claims(string name)
    {
        var f = FunctionCatalog.Find(name)!;
        var sign = f.Parity switch { Parity.Even => 1, Parity.Odd => -1, _ => 0 };
        if (sign == 0)
            return;
        Assert.All(Grid, x => Assert.True(double.IsNaN(f.Evaluate([x])) || f.Evaluate([-x]) == sign * f.Evaluate([x])));
    }

    [Theory]
    [InlineData("erf", 0.5, 0.52049987781304653768)]
    [InlineData("erf", 1.5, 0.96610514647531072707)]
    [InlineData("erf", -2.5, -0.99959304798255504106)]
    [InlineData("erfc", 0.5, 0.47950012218695346232)]
    [InlineData("erfc", 1.0, 0.15729920705028513066)]
    [InlineData("erfc", 2.0, 0.0046777349810472658379)]
    [InlineData("erfc", 5.0, 1.5374597944280348502e-12)]
    [InlineData("erfc", 20.0, 5.3958656116079009289e-176)]
    [InlineData("gamma", 0.5, 1.7724538509055160273)]
    [InlineData("gamma", 1.5, 0.88622692545275801365)]
    [InlineData("gamma", 10.5, 1133278.3889487855673)]
    [InlineData("gamma", 5.0, 24.0)]
    [InlineData("gamma", -0.5, -3.5449077018110320546)]
    [InlineData("gamma", 100.5, 9.3209631040827166083e156)]
    [InlineData("lgamma", 0.5, 0.57236494292470008707)]
    [InlineData("lgamma", 100.0, 359.13420536957539878)]
    [InlineData("lgamma", 1e10, 220258509288.8106)]
    [InlineData("lgamma", -0.5, 1.2655121234846454)]
    [InlineData("digamma", 1.0, -0.57721566490153286061)]
    [InlineData("digamma", 0.5, -1.9635100260214234794)]
    [InlineData("digamma", 10.0, 2.2517525890667211076)]
    [InlineData("digamma", -0.5, 0.036489973978576520559)]
    [InlineData("gelu", 1.0, 0.84134474606854294859)]
    [InlineData("softplus", -40.0, 4.2483542552915889953e-18)]
    public void A_special_function_has_the_value_of_the_tables(string name, double x, double expected)
    {
        var value = FunctionCatalog.Find(name)!.Evaluate([x]);
        // A few units in the last place.
        Assert.True(Math.Abs(value - expected) <= 4e-15 * Math.Max(Math.Abs(expected), name == "digamma" ? 1 : 0), $"{value:R} is not {expected:R}");
    }

    [Fact]
    public void Trigamma_at_one_is_the_sum_of_reciprocal_squares() =>
        Assert.Equal(Math.PI * Math.PI / 6, FunctionCatalog.Polygamma.Evaluate([1, 1]), 1e-14);

    private static double Draw(Random random) => random.Next(8) switch
    {
        0 => 0,
        1 => Math.Round(20 * random.NextDouble() - 10),
        2 => 1e3 * (random.NextDouble() - 0.5),
        _ => 8 * random.NextDouble() - 4,
    };

    private static IEnumerable<double[]> Tuples(Function f) => f.Arity switch
    {
        1 => Grid.Select(x => new[] { x }),
        2 when f is Polygamma => Grid.Select(x => new[] { 2, x }),
        2 => Grid.SelectMany(x => Grid.Select(y => new[] { x, y + 0.013 })),
        _ => Grid.Select(x => new[] { x, -1.1, 2.05 }),
    };
}
