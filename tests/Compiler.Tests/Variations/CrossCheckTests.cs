using System.Globalization;
using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Testing;

namespace Flows.Compiler.Tests.Variations;

/// <summary>Functional derivatives against those of another algebra system (cross_check.py makes the table with SymPy).</summary>
public class CrossCheckTests
{
    private const string Table = "cross_checked.tbl";

    private static readonly double[][] Points = [[0.2, 0.7, 0.4], [0.65, 0.3, 0.8], [0.9, 0.5, 0.1]];

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
    public void At_least_twenty_functionals_are_cross_checked() => Assert.True(GoldenTable.Rows(Table).Count() >= 20);

    // Closed formulas, differentiated exactly: only round-off of the evaluation is left, and quadrature's where integrals stand.
    [Theory]
    [MemberData(nameof(Functionals))]
    public void The_derivative_is_that_of_the_other_system(int dimension, string given)
    {
        var row = GoldenTable.Rows(Table).First(r => r.Given == given && r.Dimension == dimension);
        var functional = Functional.Of(row);
        var expected = row.Expected.Split(" ; ");
        Assert.Equal(functional.Formals.Count, expected.Length);
        for (var k = 0; k < expected.Length; k++)
        {
            var variation = FunctionalDerivative.Of(functional.Energy, functional.Formals[k]);
            var closed = Analytic.Put(variation.Display, v => Field(v.State.Name == functional.Formals[0].Name ? 0 : 1, v.Point));
            var values = expected[k].Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
            for (var i = 0; i < Points.Length; i++)
            {
                var at = Substitution.Replace(closed, e => e is Coordinate c && c.Point == variation.Point ? Build.Number(Points[i][c.Axis]) : null);
                var found = new Quadrature(name => throw new ArgumentException(name)).Value(at);
                Assert.True(Math.Abs(found - values[i]) <= 1e-11 * Math.Max(1, Math.Abs(values[i])), $"{given} at point {i}: {found:R}, not {values[i]:R}\n{variation.Display}");
            }
        }
    }

    // The fields of cross_check.py.
    private static Expr Field(int k, Point p)
    {
        Expr At(int axis) => Build.Coordinate(p, axis);
        return (p.Space.Dimension, k) switch
        {
            (1, 0) => Q(3, 2) + At(0) / 3 + F("sin", 2 * At(0)) / 5,
            (1, _) => 2 - At(0) * At(0) / 3 + F("cos", 3 * At(0)) / 7,
            (2, 0) => Q(3, 2) + At(0) / 3 + At(0) * At(1) / 4 + F("sin", At(0) + 2 * At(1)) / 5,
            (2, _) => 2 - At(0) * At(0) / 3 + F("sin", At(0) - At(1)) / 4,
            (_, 0) => Q(3, 2) + At(0) / 3 + At(1) * At(2) / 4 + F("sin", At(0) + 2 * At(1) - At(2)) / 5,
            _ => 2 - At(0) * At(2) / 3 + F("cos", At(0) - At(1) + At(2)) / 4,
        };
    }

    private static Expr Q(int n, int d) => Build.Number(new Rational(n, d));

    private static Expr F(string name, Expr e) => Build.Apply(FunctionCatalog.Find(name)!, [e]);
}
