using System.Text.RegularExpressions;
using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Explaining;
using Flows.Compiler.Symbolics;
using Flows.Testing;

namespace Flows.Compiler.Tests.Variations;

public partial class EquationTableTests
{
    private const string Table = "equations.tbl";

    public static TheoryData<int, string> Flows
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
    public void Every_flow_has_the_equation_of_the_table() => GoldenTable.Check(Table, row => Of(row) is { LeftSide: { Length: > 0 } } smoothed ? $"{Explanation.LeftSide(smoothed)} = {Explanation.RightSide(smoothed)}" : Explanation.RightSide(Of(row)));

    // Read back, tested against a fixed direction, and compared with −K δF/δu without the textbook's rearrangements: the same
    // integral to round-off of the quadrature.
    [Theory]
    [MemberData(nameof(Flows))]
    public void The_printed_equation_is_minus_K_of_the_derivative(int dimension, string given)
    {
        var row = GoldenTable.Rows(Table).First(r => r.Given == given && r.Dimension == dimension);
        var equation = Of(row);
        var state = StateOf(row.Given);
        var read = Functional.Read($"{row.Prelude}Tested[{state}, eta] = int ({Explanation.RightSide(equation)})*eta\n", dimension);
        var printed = Value(read.Energy);
        var point = equation.Variation!.Point;
        var direction = Build.Value(new StateSymbol("eta", point.Space, StateKind.Field), point);
        var direct = equation.Flow.Descents.Sum(d => Value(Build.Integral(point, Direct(equation, d) * direction)));
        Assert.True(Math.Abs(printed - direct) <= 1e-9 * Math.Max(1, Math.Abs(direct)), $"{Explanation.RightSide(equation)}: {printed:R}, not {direct:R}");
    }

    // −Kξ; what other metrics of a sum write on the left is applied to it.
    private static Expr Direct(Equation equation, DescentModel descent)
    {
        var rate = descent.Metric.RightSide(descent.Arguments, [equation.Variation!.Display]);
        foreach (var other in equation.Flow.Descents.Where(d => d != descent))
            rate = other.Metric.TimesLeftSide(other.Arguments, rate);
        return rate[0];
    }

    private static double Value(Expr e) => new Quadrature(name => name == "t" ? 0.3 : throw new ArgumentException(name)).Value(
        Analytic.Put(Substitution.Replace(e, leaf => leaf is Time ? Build.Number(new Rational(3, 10)) : null),
            v => v.State.Name == "eta" ? Analytic.Direction(v.Point) : Analytic.State(0, v.Point) / 2));

    private static Equation Of(TableRow row)
    {
        var parts = row.Given.Split('|');
        var (body, metric) = (string.Join('|', parts[..^1]).Trim(), parts[^1].Trim());
        var state = StateOf(row.Given);
        return Program.Equation($"""
            {row.Prelude}domain D = [0, 1]{(row.Dimension == 2 ? " * [0, 1]" : "")}
            state {state} : {(state is "rho" or "h" ? "density" : "field")} on D = 1
            F[{state}] = {body}
            flow {state} = descend F in {metric}

            """);
    }

    private static string StateOf(string given) => Letter().Match(given).Value;

    [GeneratedRegex(@"\b(rho|[uch])\b")]
    private static partial Regex Letter();
}
