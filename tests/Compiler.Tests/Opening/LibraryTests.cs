using System.Text.RegularExpressions;
using Flows.Compiler.Binding;
using Flows.Compiler.Opening;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Tests.Variations;
using Flows.Compiler.Variations;
using Flows.Language.Parsing;
using Flows.Language.Syntax;
using Flows.Language.Text;
using Flows.Testing;

namespace Flows.Compiler.Tests.Opening;

/// <summary>The standard library: each functional against its derivative, each function against known values.</summary>
public partial class LibraryTests
{
    private const string Table = "library.tbl";

    public static TheoryData<int, string> Functionals
    {
        get
        {
            var data = new TheoryData<int, string>();
            // Kernels that are singular where the points meet, and nested integrals in space, are left to the table.
            foreach (var row in GoldenTable.Rows(Table).Where(r => r.Dimension < 3 && !r.Given.Contains("newtonian", StringComparison.Ordinal) && !r.Given.Contains("morse", StringComparison.Ordinal)))
                data.Add(row.Dimension, row.Given);
            return data;
        }
    }

    [Fact]
    public void Every_functional_has_the_derivative_of_the_table() => GoldenTable.Check(Table, row =>
    {
        var functional = Functional.Of(row);
        return string.Join(" ; ", functional.Formals.Select(f => FunctionalDerivative.Of(functional.Energy, f).Display));
    });

    // As in DerivativeTableTests: differences of eighth order, quadrature exact to round-off for these formulas.
    [Theory]
    [MemberData(nameof(Functionals))]
    public void The_derivative_is_that_of_the_functional(int dimension, string given)
    {
        var functional = Functional.Of(GoldenTable.Rows(Table).First(r => r.Given == given && r.Dimension == dimension));
        foreach (var formal in functional.Formals)
        {
            // Volume fractions lie between 0 and 1.
            Expr At(StateSymbol state, Point p) => formal.Name == "phi" ? Analytic.State(0, p) / 2 : Analytic.State(state == functional.Formals[0] ? 0 : 1, p);
            var eta = formal with { Name = "eta" };
            var z = new Point(formal.Space, 0);
            var claimed = Value(Analytic.Put(Build.Integral(z, FunctionalDerivative.Of(functional.Energy, formal).Display * Build.Value(eta, z)),
                v => v.State == eta ? Analytic.Direction(v.Point) : At(v.State, v.Point)), 0);
            var epsilon = Build.Symbol("epsilon");
            var moved = Analytic.Put(functional.Energy, v => At(v.State, v.Point) + (v.State == formal ? epsilon * Analytic.Direction(v.Point) : 0));
            var difference = Analytic.Rate(e => Value(moved, e));
            Assert.True(Math.Abs(claimed - difference) <= 1e-9 * Math.Max(Math.Abs(difference), 0.01), $"d/d{formal.Name} {given}: {claimed:R}, not {difference:R}");
        }
    }

    // Minima and other values as their papers give them, to the digits given there; or by hand.
    [Theory]
    [InlineData("muellerBrown(-0.558, 1.442)", -146.700, 1e-3)]
    [InlineData("muellerBrown(0.623, 0.028)", -108.167, 1e-3)]
    [InlineData("muellerBrown(-0.050, 0.467)", -80.768, 1e-3)]
    [InlineData("threeHole(0, 0)", -1.1783368975351933, 1e-14)]
    [InlineData("rosenbrock(1, 1)", 0, 0)]
    [InlineData("rosenbrock(-1, 0)", 104, 0)]
    [InlineData("himmelblau(3, 2)", 0, 0)]
    [InlineData("himmelblau(-2.805118, 3.131312)", 0, 1e-9)]
    [InlineData("sixHumpCamel(0.0898, -0.7126)", -1.0316, 5e-5)]
    [InlineData("ackley(0, 0)", 0, 1e-14)]
    [InlineData("rastrigin1 1", 1, 1e-14)]
    [InlineData("rastrigin2(0, 1)", 1, 1e-14)]
    [InlineData("rastrigin3(0, 1, 1)", 2, 1e-14)]
    [InlineData("lennardJones(2^(1/6))", -1, 1e-14)]
    [InlineData("morseBond 2 0", 0, 0)]
    [InlineData("quadratic(3, 4)", 12.5, 0)]
    [InlineData("quartic 2", 4, 0)]
    [InlineData("doubleWell(0, 0)", 0.25, 0)]
    [InlineData("doubleWell(0.6, 0.8)", 0, 1e-15)]
    [InlineData("tiltedWell 2 1", 2, 0)]
    [InlineData("newtonian1(-3)", -1.5, 0)]
    [InlineData("newtonian2(e, 0)", -1 / (2 * Math.PI), 1e-15)]
    [InlineData("newtonian3(3, 0, 4)", 1 / (20 * Math.PI), 1e-15)]
    [InlineData("yukawa 0 5", 1 / (20 * Math.PI), 1e-15)]
    [InlineData("logarithmic(e)", -1, 1e-15)]
    [InlineData("riesz 2 (3, 4)", 0.02, 1e-15)]
    [InlineData("quadraticKernel(3, 4)", 12.5, 0)]
    [InlineData("powerLaw 4 2 2", 2, 0)]
    [InlineData("morse 1 2 3 4 0", 2, 0)]
    [InlineData("gaussianKernel 5 (3, 4)", 0.60653065971263342, 1e-15)]
    [InlineData("kuramoto pi", 1, 0)]
    [InlineData("boundedConfidence 2 1", -1.5, 0)]
    [InlineData("boundedConfidence 2 3", 0, 0)]
    public void A_function_has_its_known_values(string expression, double value, double within)
    {
        var slope = FunctionalDerivative.Of(Functional.Read($"open Kernels\nopen Potentials\nF[u] = int u*({expression})\n", 1).Energy,
            Functional.Read("F[u] = int u", 1).Formals[0]).Display;
        Assert.InRange(Constants.Value(slope), value - within, value + within);
    }

    [Fact]
    public void Every_declaration_is_documented_and_tested()
    {
        var tested = File.ReadAllText(Path.Combine(Golden.Folder, "tables", Table))
            + string.Join('\n', typeof(LibraryTests).GetMethod(nameof(A_function_has_its_known_values))!.GetCustomAttributesData().SelectMany(a => a.ConstructorArguments)
                .Select(a => a.Value is IReadOnlyCollection<System.Reflection.CustomAttributeTypedArgument> given ? given.First().Value : ""));
        var names = Word().Matches(tested).Select(m => m.Value).ToHashSet();
        Assert.Equal(["Energies", "Kernels", "Potentials"], StandardLibrary.Names);
        foreach (var module in StandardLibrary.Names)
        {
            var syntax = FlowParser.Parse(new SourceText(module, StandardLibrary.Text(module)!));
            Assert.Empty(syntax.Diagnostics);
            foreach (var declaration in syntax.Value!.Declarations)
            {
                var name = declaration switch { LetDecl l => l.Pattern.Names[0], FunctionalDecl f => f.Name.Name, _ => throw new InvalidOperationException(module) };
                Assert.True(declaration.Doc is { Length: > 10 }, $"{module}: {name} has no documentation");
                Assert.True(names.Contains(name), $"{module}: {name} is in no test");
            }
        }
    }

    private static double Value(Expr e, double epsilon) => new Quadrature(name => name == "epsilon" ? epsilon : throw new ArgumentException(name)).Value(e);

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
