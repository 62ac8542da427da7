using Flows.Compiler.Binding;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>Where and in which metric one state descends one energy: what convexity, rates and stationary states depend on besides the energy.</summary>
/// <param name="State">The state, its domain and its boundary.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Mobility">Its mobility at the ambient point.</param>
public sealed record FlowSetting(StateModel State, Metric Metric, Expr Mobility)
{
    /// <summary>The setting of a descent.</summary>
    public static FlowSetting Of(FlowModel flow, DescentModel descent) => new(flow.State, descent.Metric, descent.Mobility);

    /// <summary>The state's symbol.</summary>
    public StateSymbol Symbol => State.Symbol;

    /// <summary>The ambient point.</summary>
    public Point Point => new(Symbol.Space, 0);

    /// <summary>The range of every coordinate.</summary>
    public Seq<Interval> Box => [.. State.Domain.Axes.Select(a => new Interval(a.Low, a.High))];

    /// <summary>Whether the domain is a product of bounded intervals with the volume as its measure.</summary>
    public bool IsBox => Symbol.Space.Measure is VolumeMeasure && State.Domain.Axes.All(a => double.IsFinite(a.Length));

    /// <summary>Whether some axis closes on itself.</summary>
    public bool IsPeriodic => State.Domain.Axes.Any(a => a.IsPeriodic);

    /// <summary>Whether the distance is W2: a density, mobility ρ.</summary>
    public bool IsPlainWasserstein => Metric.IsWasserstein && Symbol.Kind == StateKind.Density && ReferenceEquals(Mobility, Metric.DefaultMobility(Symbol, Point));

    /// <summary>The mobility where it is one positive number, else null.</summary>
    public double? ConstantMobility => Constants.Value(Mobility) is > 0 and < double.PositiveInfinity and var m ? m : null;

    /// <summary>Whether a value is prescribed somewhere.</summary>
    public bool HasPrescribedValues => State.Boundary.Any(b => b.Kind == BoundaryKind.Dirichlet);

    /// <summary>
    /// Least eigenvalue of −∂ᵢ² among what two solutions may differ by: (π/L)² where both ends of the axis are prescribed, (π/2L)² where one is,
    /// else 0. Poincaré's inequality on a product of intervals: they add up.
    /// </summary>
    public double LeastEigenvalue(int axis)
    {
        var ends = State.Domain.Axes[axis].IsPeriodic ? 0
            : State.Boundary.Where(b => b.Axis == axis && b.Kind == BoundaryKind.Dirichlet).Select(b => b.IsUpper).Distinct().Count();
        return Square(ends * Math.PI / (2 * State.Domain.Axes[axis].Length));
    }

    /// <summary>Least eigenvalue of −Δ among functions of mean 0 without flux: (π/L)² of the longest axis, (2π/L)² where it is periodic.</summary>
    public double SpectralGap => State.Domain.Axes.Min(a => Square((a.IsPeriodic ? 2 : 1) * Math.PI / a.Length));

    /// <summary>∫ρ at the start; NaN where it is not known before the run.</summary>
    public double Mass => State.Rule == MassRule.Scaled ? State.Mass
        : State.Domain.Axes is [var axis] ? NumericIntegral.Over(State.Initial, Point, axis.Low, axis.High)
        : State.Domain.Axes.Aggregate(Constants.Value(State.Initial), (m, a) => m * a.Length);

    private static double Square(double x) => x * x;
}
