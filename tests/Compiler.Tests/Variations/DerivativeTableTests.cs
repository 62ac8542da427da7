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
    public void The_table_fills_a_matrix_of_kinds_dimensions_and_numbers_of_states()
    {
        var rows = GoldenTable.Rows(Table).ToArray();
        Assert.True(rows.Length >= 150);
        foreach (var dimension in new[] { 1, 2, 3 })
        {
            foreach (var states in new[] { 1, 2 })
            {
                var kinds = rows.Where(r => r.Dimension == dimension && Functional.Of(r).Formals.Count == states).SelectMany(r => Kinds(r.Given)).Distinct();
                Assert.Equal(["functional of functionals", "gradient", "local", "non-local", "second derivative"], kinds.Order(StringComparer.Ordinal));
            }
        }
    }

    private static IEnumerable<string> Kinds(string given)
    {
        var isSecond = given.Contains("lap", StringComparison.Ordinal) || given.Contains("hess", StringComparison.Ordinal) || given.Contains("''", StringComparison.Ordinal);
        var isFirst = given.Contains("grad", StringComparison.Ordinal);
        var isNonLocal = given.Contains("conv", StringComparison.Ordinal) || given.Contains("fun ", StringComparison.Ordinal);
        if (isSecond)
            yield return "second derivative";
        if (isFirst)
            yield return "gradient";
        if (isNonLocal)
            yield return "non-local";
        if (given.Split("int ").Length > 2 || given.Contains("(int", StringComparison.Ordinal))
            yield return "functional of functionals";
        if (!isSecond && !isFirst && !isNonLocal)
            yield return "local";
    }

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
            var isAlgebraic = !Substitution.HasOperators(functional.Energy);
            var claimed = new Quadrature(Parameter, isAlgebraic).Value(Analytic.Put(tested.Energy, v =>
                v.State.Name == "eta" ? Analytic.Direction(v.Point) : Analytic.State(Index(functional.Formals, v.State.Name), v.Point)));
            var epsilon = Build.Symbol("epsilon");
            var moved = Analytic.Put(functional.Energy, v => Analytic.State(Index(functional.Formals, v.State.Name), v.Point)
                + (v.State.Name == functional.Formals[k].Name ? epsilon * Analytic.Direction(v.Point) : 0));
            var difference = Analytic.Rate(e => At(moved, e, isAlgebraic), Step(functional.Energy, functional.Formals[k]));
            Assert.True(Math.Abs(claimed - difference) <= 1e-10 * Math.Max(Math.Abs(difference), 0.01),
                $"d/d{functional.Formals[k].Name} {given}\nprinted {printed[k]}\n<dF, eta> = {claimed:R}\ndifference = {difference:R}");
        }
    }

    // The direction's derivatives are up to ten and a hundred times larger than itself.
    private static double Step(Expr energy, StateSymbol state) => GradientOrder.Of(energy, state) switch { 0 => 0.004, 1 => 0.003, _ => 0.0015 };

    private static double At(Expr moved, double epsilon, bool isAlgebraic) =>
        new Quadrature(name => name == "epsilon" ? epsilon : Parameter(name), isAlgebraic).Value(moved);

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
