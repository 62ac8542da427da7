using Flows.Compiler.Analysis;
using Flows.Compiler.Explaining;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Tests.Variations;
using Flows.Testing;

namespace Flows.Compiler.Tests.Metrics;

/// <summary>Flows of points: what is printed, and what it is worth.</summary>
public class PointTableTests
{
    private const string Table = "points.tbl";
    private static readonly double[] Where = [0.7, -0.4, 1.3, 0.2];

    public static TheoryData<int, string> Descents
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var row in GoldenTable.Rows(Table).Where(r => !r.Given.Contains("adam", StringComparison.Ordinal)))
                data.Add(row.Dimension, row.Given);
            return data;
        }
    }

    [Fact]
    public void Every_flow_of_a_point_has_the_equation_of_the_table() => GoldenTable.Check(Table, row =>
    {
        var equation = Of(row);
        var noise = equation.Flow.Noise is null ? "" : " and noise";
        var memory = string.Concat(equation.Memory.Select(m => $"; d/dt {m.Name} = {Vector(m.Rate.Select(r => r.ToString()))}"));
        return $"{Explanation.LeftSide(equation)} = {Explanation.RightSide(equation)}{memory}{noise}";
    });

    // The printed right side, read back as a term, against L(−K g + J g + f) with g from central differences of E.
    [Theory]
    [MemberData(nameof(Descents))]
    public void The_printed_equation_is_that_of_the_gradient_by_differences(int dimension, string given)
    {
        var row = GoldenTable.Rows(Table).First(r => r.Given == given && r.Dimension == dimension);
        var equation = Of(row);
        var read = Program.Equation(Text(row.Prelude, dimension, row.Given.Split('|')[0], Explanation.RightSide(equation)));
        var flow = equation.Flow;
        Expr[] rate = [.. Enumerable.Repeat((Expr)0, dimension)];
        void Add(IEnumerable<Expr> terms) => rate = [.. rate.Zip(terms, (a, b) => a + b)];
        foreach (var descent in flow.Descents)
            Add(Metrics(descent));
        foreach (var h in flow.Hamiltonians)
            Add(Enumerable.Range(0, dimension).Select(i => i < dimension / 2 ? Slope(h.Energy, i + dimension / 2) : -Slope(h.Energy, i - dimension / 2)));
        if (flow.Drift.Count > 0)
            Add(flow.Drift);
        if (equation.LeftSide.Length > 0)
            rate = [.. flow.Descent!.Metric.TimesLeftSide(flow.Descent.Arguments, [.. rate])];
        for (var i = 0; i < dimension; i++)
            Assert.Equal(At(rate[i]), At(read.RightSides[i]), 1e-8);

        // Always with the inverse written out, whatever is printed.
        IEnumerable<Expr> Metrics(Binding.DescentModel d) => Compiler.Metrics.OnsagerForms.Rate(
            d.Metric.Onsager(d.Arguments), d.Arguments, [.. Enumerable.Range(0, dimension).Select(i => Slope(d.Energy, i))]);
    }

    private static Expr Slope(Expr energy, int axis)
    {
        const double H = 1e-4;
        double Value(double step) => At(energy, Where.Select((x, i) => i == axis ? x + step : x).ToArray());
        return Build.Number((8 * (Value(H) - Value(-H)) - (Value(2 * H) - Value(-2 * H))) / (12 * H));
    }

    private static double At(Expr e, double[]? where = null) => new Quadrature(name => throw new ArgumentException(name))
        .Value(Substitution.Replace(Definitions.Expand(e), x => x is Component c ? Build.Number((where ?? Where)[c.Axis]) : null));

    private static Equation Of(TableRow row)
    {
        var parts = row.Given.Split('|');
        return Program.Equation(Text(row.Prelude, row.Dimension, parts[0], parts[1]));
    }

    private static string Text(string prelude, int dimension, string energy, string flow) => $"""
        {prelude}domain Line = [0, 1]
        domain Q = real{(dimension == 1 ? "" : $"^{dimension}")}
        state q : point in Q = {Vector(Enumerable.Repeat("1", dimension))}
        E[q] = {energy.Trim()}
        flow q = {flow.Trim()}

        """;

    private static string Vector(IEnumerable<string> components) => components.Count() == 1 ? components.First() : $"({string.Join(", ", components)})";
}
