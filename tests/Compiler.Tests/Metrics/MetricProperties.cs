using CsCheck;
using Flows.Compiler.Binding;
using Flows.Compiler.Functions;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Tests.Variations;

namespace Flows.Compiler.Tests.Metrics;

/// <summary>
/// What makes a metric one, for every metric of the catalogue, without a grid: ⟨Kp, q⟩ = ⟨p, Kq⟩, ⟨Kp, p⟩ ≥ 0, ∫Kp = 0 where mass is
/// promised, and the dissipation that is printed is ⟨p, Kp⟩. Potentials are sums of cosines and densities vanish at the sides, so that no
/// flux passes them.
/// </summary>
public class MetricProperties
{
    // Gauss sums of analytic functions: round-off of 1e3 to 1e5 terms.
    private const double Tolerance = 1e-9;

    private static readonly Gen<int[]> Coefficients = Gen.Int[-4, 4].Array[4];

    public static TheoryData<string, string, int> OfFunctions
    {
        get
        {
            var data = new TheoryData<string, string, int>();
            foreach (var (kind, metric) in MetricCases.OfFunctions)
                for (var d = 1; d <= 2; d++)
                    data.Add(kind, metric, d);
            return data;
        }
    }

    public static TheoryData<int, string> OfPoints
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var (dimension, metric) in MetricCases.OfPoints)
                data.Add(dimension, metric);
            return data;
        }
    }

    [Fact]
    public void Every_metric_of_the_catalogue_is_tested() =>
        Assert.Equal(MetricCatalog.All.Except(MetricCases.WithoutOperator).Select(m => m.Name).Order(), MetricCases.Names.Order());

    [Fact]
    public void The_catalogue_is_in_alphabetical_order_and_finds_its_own() => Assert.All(MetricCatalog.All, m => Assert.Same(m, MetricCatalog.Find(m.Name)));

    [Theory]
    [MemberData(nameof(OfFunctions))]
    public void The_operator_is_symmetric_and_non_negative_and_keeps_the_mass_that_it_promises(string kind, string metric, int dimension)
    {
        var descent = MetricCases.OnFunctions(kind, metric, dimension);
        Gen.Select(Coefficients, Coefficients).Sample((a, b) =>
        {
            var (p, kp) = Pair(descent, a);
            var (q, kq) = Pair(descent, b);
            var (left, right) = (Inner(descent, kp, q), Inner(descent, p, kq));
            var (own, other) = (Inner(descent, kp, p), Inner(descent, kq, q));
            var size = Math.Max(1, Math.Abs(own) + Math.Abs(other));
            Assert.True(Math.Abs(left - right) <= Tolerance * size, $"<Kp, q> = {left:R}, <p, Kq> = {right:R}");
            Assert.True(own >= -Tolerance * size, $"<Kp, p> = {own:R}");
            if (descent.Metric.ConservesMass)
                Assert.True(Math.Abs(Inner(descent, kp, 1)) <= Tolerance * size, $"int Kp = {Inner(descent, kp, 1):R}");
        }, iter: dimension == 1 ? 8 : 2, threads: 1);
    }

    [Theory]
    [MemberData(nameof(OfFunctions))]
    public void The_dissipation_that_is_printed_is_that_of_the_operator(string kind, string metric, int dimension)
    {
        var descent = MetricCases.OnFunctions(kind, metric, dimension);
        var text = descent.Metric.Dissipation(descent.Arguments);
        var rate = descent.Metric.LeftSide(descent.Arguments).Length > 0;
        var read = Functional.Read($"{(dimension == 1 ? MetricCases.Prelude : MetricCases.PreludeOfPlane)}D[u, {(rate ? "v" : "xi")}] = {text}\n", dimension).Energy;
        var (p, kp) = Pair(descent, [2, -3, 1, 2]);
        var printed = Value(descent, Substitution.Replace(read, e => e is StateValue { State.Name: "xi" or "v" } v ? Substitution.MovePoint(rate ? kp : p, descent.Arguments.At, v.Point) : null));
        var meant = Inner(descent, kp, p);
        Assert.True(Math.Abs(printed - meant) <= Tolerance * Math.Max(1, meant), $"{text}: {printed:R}, not {meant:R}");
    }

    [Theory]
    [MemberData(nameof(OfPoints))]
    public void A_metric_of_points_is_symmetric_and_positive_definite(int dimension, string metric)
    {
        var descent = MetricCases.OnPoints(dimension, metric);
        var arguments = descent.Arguments;
        Gen.Select(Coefficients, Coefficients, Coefficients).Sample((a, b, at) =>
        {
            var p = a.Take(dimension).Select(x => (Expr)x).ToArray();
            var q = b.Take(dimension).Select(x => (Expr)x).ToArray();
            double Dot(IEnumerable<Expr> x, IEnumerable<Expr> y) => AtPoint(Build.Sum([.. x.Zip(y, (u, v) => u * v)]), at);
            var kept = descent.Metric.LeftSide(arguments).Length > 0;
            // Above three dimensions G stands on the left: what is symmetric and positive is G itself.
            Expr[] K(Expr[] v) => kept ? [.. descent.Metric.TimesLeftSide(arguments, [.. v])] : [.. descent.Metric.RightSide(arguments, [.. v]).Select(x => -x)];
            var size = Math.Max(1, Dot(K(p), p) + Dot(K(q), q));
            Assert.True(Math.Abs(Dot(K(p), q) - Dot(p, K(q))) <= 1e-12 * size);
            Assert.True(Dot(K(p), p) > 0 || p.All(x => x == Build.Zero));
            if (kept)
                Assert.True(Math.Abs(Dot(descent.Metric.TimesLeftSide(arguments, [.. OnsagerForms.Rate(descent.Metric.Onsager(arguments), arguments, [.. p])]), q) + Dot(p, q)) <= 1e-12 * (1 + Math.Abs(Dot(p, q))));
            else
                Assert.Equal(Dot(K(p), p), AtPoint(Substitution.Replace(
                    OnsagerForms.Dissipation(descent.Metric.Onsager(arguments), arguments, OnsagerForms.Xi(arguments)),
                    e => e is Component { State.Name: "xi" } c ? p[c.Axis] : null), at), 1e-12 * size);
        }, iter: 30, threads: 1);
    }

    // A potential p and K p; where K is an inverse, p is what K p = v comes from.
    private static (Expr Potential, Expr Operated) Pair(DescentModel descent, int[] coefficients)
    {
        var (metric, arguments) = (descent.Metric, descent.Arguments);
        var v = Cosines(arguments.At, coefficients);
        if (metric.LeftSide(arguments).Length == 0)
            return (v, -metric.RightSide(arguments, [v])[0]);
        var p = GradientExpansion.Expand(metric.TimesLeftSide(arguments, [v])[0]);
        Assert.Equal(-p, metric.RightSide(arguments, [p])[0]);
        return (p, v);
    }

    private static Expr Cosines(Point at, int[] c)
    {
        Expr Cos(int k, int axis) => Build.Apply(FunctionCatalog.Find("cos")!, [k * Build.Pi * Build.Coordinate(at, axis)]);
        return at.Space.Dimension == 1
            ? c[0] + c[1] * Cos(1, 0) + c[2] * Cos(2, 0) / 2 + c[3] * Cos(3, 0) / 3
            : c[0] + c[1] * Cos(1, 0) + c[2] * Cos(1, 1) * Cos(2, 0) / 2 + c[3] * Cos(2, 1) / 2;
    }

    private static double Inner(DescentModel descent, Expr a, Expr b) => Value(descent, Build.Integral(descent.Arguments.At, a * b));

    // 1/(1 + u) has its poles at a distance of 0.2 from the square: 14 points miss by 1e-7, 24 by round-off.
    private static double Value(DescentModel descent, Expr closed) => new Quadrature(name => throw new ArgumentException(name), inPlane: 24)
        .Value(Analytic.Put(closed, v => descent.Arguments.State.Kind == StateKind.Density ? Vanishing(v.Point) : Analytic.State(0, v.Point)));

    // 0 at the sides, and not symmetric.
    private static Expr Vanishing(Point p)
    {
        Expr Bump(int axis) => 6 * Build.Coordinate(p, axis) * (1 - Build.Coordinate(p, axis));
        return p.Space.Dimension == 1 ? Bump(0) * (1 + Build.Coordinate(p, 0) / 2) : Bump(0) * Bump(1) * (1 + Build.Coordinate(p, 0) * Build.Coordinate(p, 1) / 2);
    }

    private static double AtPoint(Expr e, int[] at) => new Quadrature(name => throw new ArgumentException(name))
        .Value(Substitution.Replace(Definitions.Expand(e), x => x is Component c ? Build.Number(new Rational(at[c.Axis], 3)) : null));
}
