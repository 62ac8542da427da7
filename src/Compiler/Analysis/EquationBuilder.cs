using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language.Diagnostics;

namespace Flows.Compiler.Analysis;

/// <summary>Model to equation: takes the functional derivative, applies the metric, finds what is known.</summary>
public static class EquationBuilder
{
    /// <summary>The equation of a flow; null after an error.</summary>
    public static Checked<Equation> Of(FlowModel flow)
    {
        var found = new List<Diagnostic>();
        var state = flow.State;
        var point = new Point(state.Symbol.Space, 0);
        if (flow.Descent is not { } descent)
        {
            var none = new Facts([], new UnknownConvexity("nothing is descended"), 0, false, "nothing is descended", true, false, false, false, null);
            return new Checked<Equation>(new Equation(flow, null, flow.Added ?? 0, none), []);
        }
        if (descent.Metric.Refuses(state.Symbol) is var (reason, help))
            found.Add(EquationErrors.Refused(descent.Metric, state.Symbol.Name, reason, help, descent.MetricSpan, state.Span));
        if (descent.Metric.Caution(state.Symbol) is { } caution)
            found.Add(EquationErrors.Caution(caution, descent.MetricSpan));
        if (DomainOfDefinition.NeedsPositive(descent.Energy, state.Symbol) is { } function)
            found.Add(EnergyErrors.NeedsPositiveField(function, state.Symbol.Name, EnergyPlaces.CallOf(descent, function) ?? descent.Span, state.Span));
        if (Boundedness.Check(flow, descent) is { } unbounded)
            found.Add(unbounded);
        var variation = FunctionalDerivative.Of(descent.Energy, state.Symbol);
        Boundaries(flow, descent, variation, found);
        Mobility(descent, state.Symbol, found);
        var facts = FactsOf(flow, descent, variation, point);
        var right = TextbookForm.Of(descent.Metric, descent.Mobility, variation.Display, state.Symbol, point) + (flow.Added ?? 0);
        var failed = found.Any(d => d.Severity == Severity.Error);
        return new Checked<Equation>(failed ? null : new Equation(flow, variation, right, facts), [.. found]);
    }

    private static void Boundaries(FlowModel flow, DescentModel descent, Variation variation, List<Diagnostic> found)
    {
        foreach (var condition in flow.State.Boundary.Where(b => b.Kind == BoundaryKind.Dirichlet))
        {
            if (variation.Order > 0)
                continue;
            found.Add(descent.Metric.ConservesMass
                ? DomainErrors.OpensMass(flow.State.Symbol.Name, SideOf(flow.State, condition), condition.Span, descent.MetricSpan, descent.Metric.Name)
                : DomainErrors.PrescribedWithoutGradient(flow.State.Symbol.Name, condition.Span, descent.Span));
            break;
        }
        if (flow.State.Symbol.IsDensity && descent.Metric.IsWasserstein && variation.Order > 0 && flow.State.Boundary.FirstOrDefault(b => b.Kind == BoundaryKind.Dirichlet) is { } fixedValue
            && !Bounds.AreNonNegative(fixedValue.Value, isDensity: true))
            found.Add(DomainErrors.NegativeAtBoundary(flow.State.Symbol.Name, fixedValue.Span));
    }

    private static string SideOf(StateModel state, BoundaryCondition condition) => state.Boundary.Count(b => b.Span == condition.Span) > 1
        ? "boundary"
        : (condition.Axis, condition.IsUpper) switch { (0, false) => "left", (0, true) => "right", (1, false) => "bottom", (1, true) => "top", (_, false) => "back", _ => "front" };

    private static void Mobility(DescentModel descent, StateSymbol state, List<Diagnostic> found)
    {
        if (Substitution.All(descent.Mobility).Any(l => l is Coordinate or Time))
            return;
        var low = Bounds.Of(descent.Mobility, state.IsDensity).Lower;
        if (low < 0 && !(state.IsDensity && Bounds.AreNonNegative(descent.Mobility, isDensity: true)))
            found.Add(EquationErrors.NegativeMobility(descent.Mobility.ToString(), state.Name, low, descent.MobilitySpan ?? descent.MetricSpan));
    }

    private static Facts FactsOf(FlowModel flow, DescentModel descent, Variation variation, Point point)
    {
        var state = flow.State;
        var pieces = Pieces.Of(descent.Energy, state.Symbol);
        var autonomous = !TimeDependence.Of(descent.Energy);
        var moving = state.Boundary.Any(b => TimeDependence.Of(b.Value));
        var why = flow.Added is not null ? "a term is added that is no gradient"
            : !autonomous ? "the energy depends on time"
            : moving ? "a boundary value depends on time"
            : "";
        var axis = state.Domain.Axes[0];
        var plain = descent.Metric.IsWasserstein && ReferenceEquals(descent.Mobility, descent.Metric.DefaultMobility(state.Symbol, point));
        var mass = state.Rule == MassRule.Scaled ? state.Mass : NumericIntegral.Over(state.Initial, point, axis.Low, axis.High);
        var convexity = plain && state.Domain.Axes.Count == 1 && !axis.IsPeriodic
            ? DisplacementConvexity.Of(pieces, state.Symbol, axis.Low, axis.High, mass)
            : new UnknownConvexity(plain ? "judged on intervals only" : "judged for W2 with mobility `rho` only");
        var u = Build.Value(state.Symbol, point);
        var slope = Definitions.Expand(variation.Parts.Value);
        // log u, or a negative power: the derivative has no value at u = 0.
        var singular = state.Symbol.IsDensity && !double.IsFinite(Probe.At(slope, 0)) && double.IsFinite(Probe.At(slope, 1));
        return new Facts(
            pieces, convexity, variation.Order, why.Length == 0, why, autonomous && !moving && (flow.Added is null || !TimeDependence.Of(flow.Added)),
            descent.Metric.ConservesMass && flow.Added is null, descent.Metric.KeepsPositivity && state.Symbol.IsDensity && flow.Added is null, singular,
            plain && flow.Added is null ? Stationary.Of(pieces, state.Symbol) : null);
    }
}
