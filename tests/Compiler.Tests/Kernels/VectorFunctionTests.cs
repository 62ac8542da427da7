using CsCheck;
using Flows.Compiler.Functions;
using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Tests.Kernels;

public class VectorFunctionTests
{
    private static readonly int[] Widths = [512, 256, 64];

    private static readonly double[] Edges =
    [
        0, -0.0, 1, -1, double.PositiveInfinity, double.NegativeInfinity, double.NaN, double.MaxValue, -double.MaxValue, double.Epsilon,
        2.2250738585072014e-308, 1e-310, 709.782712893384, 709.7827128933841, -708.5, -745.1332191019411, -745.1332191019412, -746, -740.2,
        1048576, 1048577.5, 1e22, -1e300, 1e-300, 22, -22, 5.9, 6.5, -6.5, 0.5, 0.8, 1.7, 1e-8,
    ];

    private static double[] Values(Function function, double[] arguments, int bits)
    {
        var kernel = KernelCompiler.Compile(KernelRun.Source(Build.Apply(function, Build.Load(0, 0))), bits);
        var results = new double[arguments.Length];
        for (var start = 0; start < arguments.Length; start += 100)
        {
            var run = new KernelRun((_, i) => i >= 0 && start + i < arguments.Length && i < 100 ? arguments[start + i] : 0);
            var count = Math.Min(100, arguments.Length - start);
            run.Call(kernel, count);
            for (var i = 0; i < count; i++)
                results[start + i] = run[3, i];
        }
        return results;
    }

    private static double Ulps(double a, double b) =>
        a.Equals(b) || a == b ? 0 : Math.Abs(a - b) / (Math.BitIncrement(Math.Abs(b)) - Math.Abs(b));

    public static TheoryData<string, double, double, double> Ranges => new()
    {
        // The error is below the first figure against the exact value; the framework's adds up to 1 unit in the last place.
        { "exp", -708, 709, 2 },
        { "exp", -745, -708, 1 },
        { "exp", -1, 1, 2 },
        { "log", 0, 3, 2 },
        { "log", 0, 1e-307, 2 },
        { "log", 1e10, 1e300, 2 },
        { "sin", -10, 10, 2 },
        { "sin", -1e6, 1e6, 2 },
        { "cos", -10, 10, 2 },
        { "cos", -1e6, 1e6, 2 },
        { "tanh", -20, 20, 3 },
        { "tanh", -0.1, 0.1, 3 },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void A_function_is_accurate_to_units_in_the_last_place(string name, double low, double high, double ulps)
    {
        var function = FunctionCatalog.Find(name)!;
        Gen.Double[low, high].Array[500].Sample(arguments =>
        {
            var values = Values(function, arguments, 0);
            for (var i = 0; i < values.Length; i++)
            {
                var expected = function.Evaluate([arguments[i]]);
                Assert.True(Ulps(values[i], expected) <= ulps, $"{name}({arguments[i]:R}) = {values[i]:R} instead of {expected:R}");
            }
        }, iter: 20);
    }

    [Fact]
    public void Erf_is_accurate_to_units_in_the_last_place()
    {
        // Abramowitz and Stegun's definition by mpmath 1.3 with 40 digits.
        (double X, double Y)[] cases =
        [
            (1e-10, 1.1283791670955126e-10), (0.1, 0.1124629160182849), (0.5, 0.5204998778130465), (0.9, 0.7969082124228321),
            (1.0, 0.8427007929497149), (1.1, 0.8802050695740817), (1.5, 0.9661051464753108), (2, 0.9953222650189527),
            (3, 0.9999779095030014), (4, 0.9999999845827421), (5, 0.9999999999984626), (7, 1),
        ];
        foreach (var bits in Widths)
        {
            var values = Values(FunctionCatalog.Erf, [.. cases.Select(c => c.X), .. cases.Select(c => -c.X)], bits);
            for (var i = 0; i < cases.Length; i++)
            {
                Assert.True(Ulps(values[i], cases[i].Y) <= 2, $"erf({cases[i].X}) = {values[i]:R}");
                Assert.Equal(-values[i], values[i + cases.Length]);
            }
        }
    }

    [Theory]
    [InlineData("exp")]
    [InlineData("log")]
    [InlineData("sin")]
    [InlineData("cos")]
    [InlineData("tanh")]
    [InlineData("erf")]
    public void Special_values_are_right_at_every_width(string name)
    {
        var function = FunctionCatalog.Find(name)!;
        var results = Widths.Select(bits => Values(function, Edges, bits)).ToArray();
        for (var i = 0; i < Edges.Length; i++)
        {
            var expected = function.Evaluate([Edges[i]]);
            for (var w = 0; w < Widths.Length; w++)
            {
                // erf's reference is itself rounded by some units.
                Assert.True(Ulps(results[w][i], expected) <= 16, $"{name}({Edges[i]:R}) = {results[w][i]:R} instead of {expected:R}");
                Assert.Equal(results[0][i], results[w][i]);
            }
        }
    }
}
