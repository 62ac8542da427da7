using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Tests.Metrics;

/// <summary>The Fisher information of models whose information is known.</summary>
public class NaturalTests
{
    // On data G is the mean of (∂ log p/∂q)², here of (x − q)² over -1, -1/2, 0, 1/2, 1: 1/2 + q².
    [Fact]
    public void On_data_the_information_is_the_mean_over_the_rows()
    {
        var flow = Program.Equation("""
            data xs = linspace(-1, 1, 5)
            domain Q = real
            state q : point in Q = 1
            E[q] = (q - 3)^2/2
            flow q = descend E in natural { model = fun p x -> -(x - p)^2/2; on = xs }

            """);
        double[] rows = [-1, -0.5, 0, 0.5, 1];
        const double Q = 0.7;
        double? Leaf(Expr e, double x) => e switch
        {
            Component => Q,
            Coordinate => x,
            Integral i => rows.Average(row => Evaluation.Evaluate(i.Body, leaf => Leaf(leaf, row))),
            _ => null,
        };
        Assert.Equal((3 - Q) / (0.5 + Q * Q), Evaluation.Evaluate(flow.RightSides[0], e => Leaf(e, double.NaN)), 1e-14);
    }

    // Of a normal distribution by its mean and the logarithm of its precision: G = diag(precision, 1/2), on a line that holds all but 1e-15 of it.
    [Fact]
    public void Of_a_normal_distribution_it_is_the_textbooks()
    {
        var flow = Program.Equation("""
            domain Line = [-9, 9]
            domain Q(m, s) = real^2
            state q : point in Q = (0, 0)
            E[q] = q.m + q.s
            flow q = descend E in natural { model = fun p x -> p.s/2 - log(2*pi)/2 - (x - p.m)^2*exp(p.s)/2; on = Line }

            """);
        const double Mean = 0.3, Scale = 0.4;
        double? Leaf(Expr e, double x) => e switch
        {
            Component c => c.Axis == 0 ? Mean : Scale,
            Coordinate => x,
            // The trapezoidal rule is exact to round-off for functions that vanish at both ends with their derivatives.
            Integral i => Enumerable.Range(1, 599).Sum(k => 0.03 * Evaluation.Evaluate(i.Body, leaf => Leaf(leaf, -9 + 0.03 * k))),
            _ => null,
        };
        // G d/dt q = −grad E, as it is printed.
        double Value(Expr r) => Evaluation.Evaluate(r, e => Leaf(e, double.NaN));
        double[] right = [.. flow.RightSides.Select(Value)];
        var descent = flow.Flow.Descents[0];
        var entries = ((MatrixTerm)descent.Metric.Onsager(descent.Arguments)[0]).Metric;
        var (a, b, c, d) = (Value(entries[0][0]), Value(entries[0][1]), Value(entries[1][0]), Value(entries[1][1]));
        Assert.Equal(-Math.Exp(-Scale), (d * right[0] - b * right[1]) / (a * d - b * c), 1e-12);
        Assert.Equal(-2, (a * right[1] - c * right[0]) / (a * d - b * c), 1e-12);
    }
}
