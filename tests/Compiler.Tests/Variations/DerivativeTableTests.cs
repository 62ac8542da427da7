using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Testing;

namespace Flows.Compiler.Tests.Variations;

public class DerivativeTableTests
{
    private const string Table = "derivatives.tbl";

    public static TheoryData<int, string> Functionals
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var row in GoldenTable.Rows(Table))
                data.Add(row.Dimension, row.Given);
            return data;
        }
    }

    [Fact]
    public void Every_functional_has_the_derivative_of_the_table() => GoldenTable.Check(Table, Printed);

    [Fact]
    public void The_table_has_sixty_functionals() => Assert.True(GoldenTable.Rows(Table).Count() >= 60);

    // u + εη leaves u by 4·0.004·0.6 < 0.01 at most: the stencil errs by less than (0.01)^8 times a ninth derivative, and round-off
    // of F by 1e-15/H. Quadrature is exact to round-off for these formulas.
    [Theory]
    [MemberData(nameof(Functionals))]
    public void The_printed_derivative_is_that_of_the_functional(int dimension, string given)
    {
        var row = GoldenTable.Rows(Table).First(r => r.Given == given && r.Dimension == dimension);
        var functional = Functional.Of(row);
        var printed = Printed(row).Split(" ; ");
        for (var k = 0; k < functional.Formals.Count; k++)
        {
            var tested = Functional.Tested(row, printed[k]);
            var claimed = new Quadrature(Parameter).Value(Analytic.Put(tested.Energy, v =>
                v.State.Name == "eta" ? Analytic.Direction(v.Point) : Analytic.State(Index(functional.Formals, v.State.Name), v.Point)));
            var epsilon = Build.Symbol("epsilon");
            var moved = Analytic.Put(functional.Energy, v => Analytic.State(Index(functional.Formals, v.State.Name), v.Point)
                + (v.State.Name == functional.Formals[k].Name ? epsilon * Analytic.Direction(v.Point) : 0));
            var difference = Analytic.Rate(e => At(moved, e));
            Assert.True(Math.Abs(claimed - difference) <= 1e-10 * Math.Max(Math.Abs(difference), 0.01),
                $"d/d{functional.Formals[k].Name} {given}\nprinted {printed[k]}\n<dF, eta> = {claimed:R}\ndifference = {difference:R}");
        }
    }

    private static double At(Expr moved, double epsilon) => new Quadrature(name => name == "epsilon" ? epsilon : Parameter(name)).Value(moved);

    private static string Printed(TableRow row)
    {
        var functional = Functional.Of(row);
        return string.Join(" ; ", functional.Formals.Select(f => FunctionalDerivative.Of(functional.Energy, f).Display));
    }

    private static int Index(Language.Seq<StateSymbol> formals, string name)
    {
        for (var i = 0; i < formals.Count; i++)
            if (formals[i].Name == name)
                return i;
        throw new ArgumentException(name);
    }

    // Values of the functionals' parameters: of no special meaning.
    private static double Parameter(string name) => name switch { "m" => 2.7, "p" => 3.3, "a" => 0.7, _ => throw new ArgumentException(name) };
}
