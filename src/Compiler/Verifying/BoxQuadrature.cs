using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Verifying;

/// <summary>
/// The value of closed expressions by Gauss quadrature over boxes, integrals within integrals included. Terms that hold an inner integral are summed over fewer points
/// than the rest; inner and outer points are then the same, so that exchanging two integrals changes nothing but the order of a sum.
/// </summary>
/// <param name="domains">The boxes, by their spaces.</param>
/// <param name="points">Points an axis of integrals with none inside, and of those with.</param>
/// <param name="symbols">Values of symbols.</param>
internal sealed class BoxQuadrature(Seq<DomainModel> domains, QuadraturePoints points, Func<string, double?> symbols)
{
    private readonly Dictionary<Point, double[]> _at = [];
    private readonly Dictionary<Integral, double> _closed = [];

    /// <summary>The value of a closed expression.</summary>
    /// <exception cref="NotSupportedException">It holds something other than integrals over boxes.</exception>
    public double Value(Expr e) => Evaluation.Evaluate(e, leaf => leaf switch
    {
        Coordinate c => _at[c.Point][c.Axis],
        Symbol s => symbols(s.Name),
        Time => 0,
        Integral i => Integrate(i),
        _ => throw new NotSupportedException(leaf.GetType().Name),
    });

    private double Integrate(Integral i)
    {
        var isClosed = Substitution.FreePoints(i).Count == 0;
        if (isClosed && _closed.TryGetValue(i, out var known))
            return known;
        if (i.Point.Space.Measure is not VolumeMeasure || domains.FirstOrDefault(d => d.Space == i.Point.Space) is not { } domain || domain.Axes.Any(a => !double.IsFinite(a.Length)))
            throw new NotSupportedException($"an integral over {i.Point.Space}");
        var outer = _at.GetValueOrDefault(i.Point);
        var sum = 0.0;
        // What stands inside another integral is summed over the points of that one.
        foreach (var terms in (i.Body is Sum s ? s.Terms : [i.Body]).GroupBy(t => !isClosed || Substitution.HasIntegrals(t)))
            sum += Over(i, domain.Axes, Build.Sum([.. terms]), GaussLegendre.Rule(terms.Key ? points.Nested : points.Plain), new double[domain.Axes.Count], 0, 1);
        if (outer is not null)
            _at[i.Point] = outer;
        else
            _at.Remove(i.Point);
        if (isClosed)
            _closed[i] = sum;
        return sum;
    }

    private double Over(Integral i, Seq<AxisModel> axes, Expr body, (double[] Positions, double[] Weights) rule, double[] position, int axis, double weight)
    {
        if (axis == position.Length)
        {
            _at[i.Point] = position;
            var value = Value(body);
            // A kernel that is singular where its points meet: that pair is left out, of the energy and of its derivative.
            return double.IsFinite(value) || !Meets(i, position) ? weight * value : 0;
        }
        var sum = 0.0;
        for (var q = 0; q < rule.Positions.Length; q++)
        {
            position[axis] = axes[axis].Low + axes[axis].Length * rule.Positions[q];
            sum += Over(i, axes, body, rule, position, axis + 1, weight * rule.Weights[q] * axes[axis].Length);
        }
        return sum;
    }

    private bool Meets(Integral i, double[] position) => _at.Any(other => other.Key != i.Point && other.Key.Space == i.Point.Space && other.Value.AsSpan().SequenceEqual(position));
}

/// <summary>Points of a Gauss rule along an axis.</summary>
/// <param name="Plain">Of integrals with none inside.</param>
/// <param name="Nested">Of integrals in integrals, and of those around them.</param>
internal readonly record struct QuadraturePoints(int Plain, int Nested)
{
    /// <summary>As many as a box of some axes affords.</summary>
    public static QuadraturePoints For(int dimension) => dimension switch { 1 => new(64, 40), 2 => new(24, 8), _ => new(12, 4) };
}
