using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Tests.Variations;

/// <summary>
/// The value of closed expressions whose integrals run over [0, 1]^d, d ≤ 3. In one dimension each integral is cut where an |·|, max, if …
/// switches, and the Gauss points are graded towards the cuts, so that logarithms there do no harm.
/// </summary>
/// <param name="symbols">Values of parameters.</param>
/// <param name="isAlgebraic">
/// Whether what is compared holds for sums as it does for integrals, without integration by parts: then few points do in boxes.
/// </param>
/// <param name="inPlane">Points along each axis of a square; more where the integrand has poles near it.</param>
/// <param name="onLine">Points between two cuts of a line.</param>
internal sealed class Quadrature(Func<string, double> symbols, bool isAlgebraic = false, int inPlane = 14, int onLine = 36)
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, (double[] Positions, double[] Weights)> Rules = [];
    private static readonly (double[] Positions, double[] Weights) Coarse = Gauss(14);
    private static readonly (double[] Positions, double[] Weights) InCube = Gauss(9);
    private static readonly (double[] Positions, double[] Weights) Few = Gauss(4);
    private static readonly double[] Samples = [.. Enumerable.Range(0, 65).Select(i => i / 64.0)];

    private (double[] Positions, double[] Weights) Fine { get; } = Rules.GetOrAdd(onLine, Gauss);

    private (double[] Positions, double[] Weights) Plane { get; } = Rules.GetOrAdd(inPlane, Gauss);

    private readonly Dictionary<Point, double[]> _at = [];
    private readonly Dictionary<Integral, double> _closed = [];
    private readonly Dictionary<TransportDistance, Quantiles> _transports = [];
    private readonly Dictionary<Integral, Expr[]> _switches = [];
    private int _inside;

    /// <summary>The value of a closed expression.</summary>
    public double Value(Expr e) => Evaluation.Evaluate(e, leaf => leaf switch
    {
        Coordinate c => _at[c.Point][c.Axis],
        Symbol s => symbols(s.Name),
        Integral i => Integrate(i),
        TransportDistance t => Transported(t).Distance,
        Gradient { Operand: TransportPotential k } => Transported(k.Of).Slope(_at[k.Point][0]),
        TransportPotential k => Transported(k.Of).Potential(_at[k.Point][0]),
        _ => null,
    });

    private Quantiles Transported(TransportDistance t)
    {
        if (_transports.TryGetValue(t, out var known))
            return known;
        var outer = _at.GetValueOrDefault(t.Point);
        double Density(Expr e, double x)
        {
            _at[t.Point] = [x];
            return Value(e);
        }
        var made = new Quantiles(x => Density(t.First, x), x => Density(t.Second, x));
        if (outer is not null)
            _at[t.Point] = outer;
        return _transports[t] = made;
    }

    private double Integrate(Integral i)
    {
        var isClosed = Substitution.FreePoints(i).Count == 0;
        if (isClosed && _closed.TryGetValue(i, out var known))
            return known;
        var outer = _at.GetValueOrDefault(i.Point);
        var rule = Rule(i);
        _inside++;
        var value = i.Point.Space.Dimension == 1 && !ReferenceEquals(rule.Positions, Coarse.Positions) ? OnLine(i) : InBox(i, rule, new double[i.Point.Space.Dimension], 0);
        _inside--;
        if (outer is not null)
            _at[i.Point] = outer;
        if (isClosed)
            _closed[i] = value;
        return value;
    }

    private double OnLine(Integral i)
    {
        var cuts = Cuts(i);
        var sum = 0.0;
        for (var panel = 0; panel + 1 < cuts.Count; panel++)
        {
            var (low, length) = (cuts[panel], cuts[panel + 1] - cuts[panel]);
            for (var q = 0; q < Fine.Positions.Length; q++)
            {
                // t^4 at both ends: x = 35t⁴ − 84t⁵ + 70t⁶ − 20t⁷, dx/dt = 140 t³(1 − t)³.
                var t = Fine.Positions[q];
                var x = t * t * t * t * (35 + t * (-84 + t * (70 - 20 * t)));
                var slope = 140 * Math.Pow(t * (1 - t), 3);
                var position = low + length * x;
                // Where round-off reaches a cut, the weight is below 1e-16 of the whole.
                if (position > low && position < low + length)
                    sum += length * Fine.Weights[q] * slope * At(i, i.Body, position);
            }
        }
        return sum;
    }

    private double InBox(Integral i, (double[] Positions, double[] Weights) rule, double[] position, int axis)
    {
        if (axis == position.Length)
            return At(i, i.Body, [.. position]);
        var sum = 0.0;
        for (var q = 0; q < rule.Positions.Length; q++)
        {
            position[axis] = rule.Positions[q];
            sum += rule.Weights[q] * InBox(i, rule, position, axis + 1);
        }
        return sum;
    }

    // Integrals nested three deep or more are of smooth functions in this folder.
    private (double[] Positions, double[] Weights) Rule(Integral i) => (i.Point.Space.Dimension, _inside + Nested(i)) switch
    {
        (1, >= 3) => Coarse,
        (1, _) => Fine,
        _ when isAlgebraic => Few,
        (2, _) => Plane,
        _ => InCube,
    };

    private static int Nested(Expr e) => e switch
    {
        Integral i => 1 + Nested(i.Body),
        _ => Substitution.HasIntegrals(e) ? Substitution.Children(e).Max(Nested) : 0,
    };

    private double At(Integral i, Expr e, params double[] position)
    {
        _at[i.Point] = position;
        return Value(e);
    }

    private List<double> Cuts(Integral i)
    {
        if (!_switches.TryGetValue(i, out var switches))
            _switches[i] = switches = [.. Switches(i.Body, []).Where(s => Substitution.FreePoints(s).Contains(i.Point)).Distinct()];
        var cuts = new SortedSet<double> { 0, 1 };
        foreach (var s in switches)
        {
            var values = Samples.Select(x => At(i, s, x)).ToArray();
            for (var k = 0; k + 1 < values.Length; k++)
                if (values[k] * values[k + 1] < 0)
                    cuts.Add(Bisect(x => At(i, s, x), Samples[k], Samples[k + 1]));
                else if (values[k] == 0)
                    cuts.Add(Samples[k]);
        }
        return [.. cuts];
    }

    private static double Bisect(Func<double, double> f, double low, double high)
    {
        var sign = Math.Sign(f(low));
        for (var k = 0; k < 60; k++)
        {
            var middle = (low + high) / 2;
            (low, high) = Math.Sign(f(middle)) == sign ? (middle, high) : (low, middle);
        }
        return high;
    }

    // What changes sign where the integrand has a kink; inner integrals have none that matters.
    private static IEnumerable<Expr> Switches(Expr e, HashSet<Expr> seen)
    {
        if (!seen.Add(e) || e is Integral)
            return [];
        IEnumerable<Expr> own = e switch
        {
            Apply { Function: Abs or Sign or Relu or Step } a => [a.Arguments[0]],
            Apply { Function: Max or Min } a => [a.Arguments[0] - a.Arguments[1]],
            Apply { Function: Clamp } a => [a.Arguments[0] - a.Arguments[1], a.Arguments[0] - a.Arguments[2]],
            Conditional c => Sides(c.Condition),
            _ => [],
        };
        return own.Concat(Substitution.Children(e).SelectMany(c => Switches(c, seen)));
    }

    private static IEnumerable<Expr> Sides(Condition condition) => condition switch
    {
        Compare c => [c.Left - c.Right],
        OrCondition c => Sides(c.Left).Concat(Sides(c.Right)),
        AndCondition c => Sides(c.Left).Concat(Sides(c.Right)),
        NotCondition c => Sides(c.Operand),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Positions and weights of Gauss–Legendre quadrature on [0, 1].</summary>
    public static (double[] Positions, double[] Weights) Gauss(int n)
    {
        var (x, w) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            var z = Math.Cos(Math.PI * (i + 0.75) / (n + 0.5));
            var slope = 0.0;
            for (var pass = 0; pass < 100; pass++)
            {
                var (p, before) = (1.0, 0.0);
                for (var k = 0; k < n; k++)
                    (p, before) = (((2 * k + 1) * z * p - k * before) / (k + 1), p);
                slope = n * (z * p - before) / (z * z - 1);
                z -= p / slope;
                if (Math.Abs(p / slope) < 1e-16)
                    break;
            }
            (x[i], w[i]) = ((1 - z) / 2, 1 / ((1 - z * z) * slope * slope));
        }
        return (x, w);
    }
}
