using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;

namespace Flows.Agreement.Tests.Reference;

/// <summary>
/// The value of an expression on nodes, read off the tree as it stands: a gradient is a product with a dense matrix, an integral a sum with weights, and
/// nothing is expanded, discretised or compiled. So it shares with the product the formula that `explain` prints, and nothing below it.
/// </summary>
internal sealed class NodeAlgebra(Nodes nodes)
{
    private readonly Dictionary<Expr, Samples> _fixed = [];
    private Dictionary<Expr, Samples> _memo = [];
    private Func<StateSymbol, double[]> _states = _ => throw new InvalidOperationException("no states are given");
    private double _time;

    /// <summary>Sets the states and the time of the evaluations that follow.</summary>
    public void At(double time, Func<StateSymbol, double[]> states) => (_time, _states, _memo) = (time, states, []);

    /// <summary>One value a node of the only point, or the same everywhere.</summary>
    public double[] Field(Expr e)
    {
        var samples = Of(e);
        return samples.Points.Length switch
        {
            0 => [.. Enumerable.Repeat(samples.Values[0], nodes.Count)],
            1 => samples.Values,
            _ => throw new NotSupportedException($"{e} is written at {samples.Points.Length} points"),
        };
    }

    /// <summary>The value of a closed expression.</summary>
    public double Number(Expr e) => Of(e) is { Points.Length: 0 } only ? only.Values[0] : throw new NotSupportedException($"{e} is not closed");

    /// <summary>The values of an expression.</summary>
    public Samples Of(Expr e)
    {
        var memo = Substitution.HasStates(e) || Substitution.HasTime(e) ? _memo : _fixed;
        if (!memo.TryGetValue(e, out var value))
            memo[e] = value = New(e);
        return value;
    }

    private Samples New(Expr e) => e switch
    {
        Number n => Samples.Of(n.Value.ToDouble()),
        Constant c => Samples.Of(c.Value),
        Named d => Of(d.Definition),
        Time => Samples.Of(_time),
        Coordinate c => new Samples([c.Point], [.. Enumerable.Range(0, nodes.Count).Select(i => nodes.At(i, c.Axis))]),
        StateValue v => new Samples([v.Point], _states(v.State)),
        Sum s => s.Terms.Select(Of).Aggregate((a, b) => Samples.Fold(a, b, nodes.Count, false)),
        Product p => p.Factors.Select(Of).Aggregate((a, b) => Samples.Fold(a, b, nodes.Count, true)),
        Power { Exponent: Number n } p => Raised(Of(p.Base), n.Value.ToDouble()),
        Power p => Samples.Combine([Of(p.Base), Of(p.Exponent)], nodes.Count, a => Math.Pow(a[0], a[1])),
        Apply { Function: UserFunction f } a => Of(f.Apply(a.Arguments)),
        Apply a => Samples.Combine([.. a.Arguments.Select(Of)], nodes.Count, x => a.Function.Evaluate(x)),
        Conditional c => Chosen(c),
        Gradient g => Slope(Of(g.Operand), g.Point, g.Axis),
        DivGrad d => Diverged(d.Point, i => Samples.Fold(Of(d.Mobility), Slope(Of(d.Potential), d.Point, i), nodes.Count, true)),
        Divergence d => Diverged(d.Point, i => Of(d.Components[i])),
        Integral i => Integrated(Of(i.Body), i.Point),
        _ => throw new NotSupportedException($"{e.GetType().Name} in {e}"),
    };

    private static Samples Raised(Samples b, double exponent) => exponent switch
    {
        2 => b.Map(v => v * v),
        3 => b.Map(v => v * v * v),
        -1 => b.Map(v => 1 / v),
        0.5 => b.Map(Math.Sqrt),
        _ => b.Map(v => Math.Pow(v, exponent)),
    };

    private Samples Chosen(Conditional c)
    {
        Expr[] sides = [.. Conditions.Sides(c.Condition).Distinct()];
        return Samples.Combine([Of(c.Then), Of(c.Else), .. sides.Select(Of)], nodes.Count, a =>
            Conditions.Holds(c.Condition, e => a[2 + Array.IndexOf(sides, e)]) ? a[0] : a[1]);
    }

    private Samples Slope(Samples of, Point point, int axis)
    {
        var place = Array.IndexOf(of.Points, point);
        if (place < 0)
            return Samples.Of(0);
        var result = new double[of.Values.Length];
        nodes.Differentiate(of.Values, result, axis, (int)Math.Pow(nodes.Count, of.Points.Length - 1 - place));
        return new Samples(of.Points, result);
    }

    private Samples Diverged(Point point, Func<int, Samples> flux)
    {
        if (point.Space.Measure is not VolumeMeasure)
            throw new NotSupportedException($"a divergence by {point.Space.Measure}");
        return Enumerable.Range(0, point.Space.Dimension).Select(i => Slope(flux(i), point, i)).Aggregate((a, b) => Samples.Fold(a, b, nodes.Count, false));
    }

    private Samples Integrated(Samples body, Point point)
    {
        var weights = nodes.Measure(point.Space.Measure);
        var place = Array.IndexOf(body.Points, point);
        if (place < 0)
            return body.Map(v => v * weights.Sum());
        var inner = (int)Math.Pow(nodes.Count, body.Points.Length - 1 - place);
        var result = new double[body.Values.Length / nodes.Count];
        for (var i = 0; i < result.Length; i++)
        {
            var (first, sum) = (i / inner * inner * nodes.Count + i % inner, 0.0);
            for (var k = 0; k < nodes.Count; k++)
                sum += weights[k] * body.Values[first + k * inner];
            result[i] = sum;
        }
        return new Samples([.. body.Points.Where(p => p != point)], result);
    }
}
