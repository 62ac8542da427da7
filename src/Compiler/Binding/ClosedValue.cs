using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Binding;

/// <summary>The number that a closed expression of explicit fields stands for: its integrals by quadrature.</summary>
/// <param name="domainOf">The domain of a space.</param>
internal sealed class ClosedValue(Func<Space, DomainModel?> domainOf)
{
    // Of the inner integrals of nested ones, which are taken at every point of the outer.
    private const int InnerPanels = 16;

    // Of work: a thousand values of an integrand of a few hundred nodes.
    private const int UnitsOfWork = 150_000;

    private readonly Dictionary<Point, double> _at = [];
    private readonly Dictionary<Integral, double> _known = [];

    /// <summary>Whether all its integrals are over lines and their ends, and it holds no transport distance.</summary>
    public bool CanEvaluate(Expr e) => !Substitution.HasTransport(e) && Substitution.All(e).OfType<Integral>().All(i => i.Point.Space is { Dimension: 1, Measure: not RowsMeasure }
        && domainOf(i.Point.Space.Inside) is { } domain && domain.Axes.All(a => double.IsFinite(a.Length)));

    /// <summary>The number; ±infinity where an integral diverges at an end, NaN where there is no value.</summary>
    public double Of(Expr e)
    {
        try
        {
            Work.Allow(UnitsOfWork);
            return Value(VacuumLogs.Guard(GradientExpansion.Expand(Definitions.Expand(e))));
        }
        catch (ArgumentException)
        {
            return double.NaN;
        }
    }

    private double Value(Expr e) => Evaluation.Evaluate(e, leaf => leaf switch
    {
        Coordinate c => _at.TryGetValue(c.Point, out var x) ? x : null,
        Integral i => Integrate(i),
        _ => null,
    });

    private double Integrate(Integral i)
    {
        var isClosed = Substitution.FreePoints(i).Count == 0;
        if (isClosed && _known.TryGetValue(i, out var known))
            return known;
        double? outer = _at.TryGetValue(i.Point, out var before) ? before : null;
        double At(double x)
        {
            _at[i.Point] = x;
            return Value(i.Body);
        }
        var axis = domainOf(i.Point.Space.Inside)!.Axes[0];
        var value = i.Point.Space.Measure switch
        {
            SideMeasure { Side: "left" } => At(axis.Low),
            SideMeasure { Side: "right" } => At(axis.High),
            SideMeasure => At(axis.Low) + At(axis.High),
            RadialMeasure radial => Along(x => BoxIntegral.Sphere(radial.Dimension) * Math.Pow(x, radial.Dimension - 1) * At(x), axis, isClosed),
            _ => Along(At, axis, isClosed),
        };
        if (outer is { } o)
            _at[i.Point] = o;
        else
            _at.Remove(i.Point);
        if (isClosed)
            _known[i] = value;
        return value;
    }

    private static double Along(Func<double, double> f, AxisModel axis, bool isClosed) =>
        isClosed ? EndpointQuadrature.Over(f, axis.Low, axis.High) : EndpointQuadrature.Smooth(f, axis.Low, axis.High, InnerPanels);
}
