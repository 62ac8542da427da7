using Flows.Compiler.Binding;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Analysis;

/// <summary>Model to equation: takes the functional derivative, applies the metric, finds what is known.</summary>
public static class EquationBuilder
{
    /// <summary>The equation of a flow; null after an error.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="all">Every flow of the program: one energy descended by all of them falls in the product metric.</param>
    public static Checked<Equation> Of(FlowModel flow, Seq<FlowModel> all)
    {
        var found = new List<Diagnostic>();
        var state = flow.State;
        var variations = new List<Variation>();
        Seq<Expr> gradient = [];
        var memory = new List<MemoryEquation>();
        Expr? weight = null;
        var left = LeftSides.Of(flow);
        Expr[] right = [.. flow.Drift.Count > 0 ? left.Times(flow.Drift) : Enumerable.Repeat((Expr)0, state.Symbol.Kind is StateKind.Field or StateKind.Density ? 1 : state.Domain.Axes.Count)];
        foreach (var descent in flow.Descents)
        {
            if (descent.Metric.Refuses(state.Symbol) is var (reason, help))
            {
                found.Add(EquationErrors.Refused(descent.Metric, state.Symbol, reason, help, descent.MetricSpan, state.Span));
                continue;
            }
            if (Transports.PotentialOf(descent.Energy, state.Symbol) is { } potential)
                found.Add(EnergyErrors.NoDerivative($"`{potential}`", state.Symbol.Name, descent.Span));
            if (descent.Metric.Caution(state.Symbol) is { } caution)
                found.Add(EquationErrors.Caution(caution, descent.MetricSpan));
            found.AddRange(DomainOfDefinition.Check(state, descent));
            if (Boundedness.Check(flow, descent) is { } unbounded)
                found.Add(unbounded);
            if (state.Symbol.IsPoint)
            {
                Seq<Expr> slope = [.. PointGradient.Of(descent.Energy, state.Symbol)];
                gradient = variations.Count == 0 && gradient.Count == 0 ? slope : gradient;
                memory.AddRange(descent.Metric.Memory(descent.Arguments, slope));
                Add(right, left.TimesOthers(descent, left.RightSide(descent, slope)));
                continue;
            }
            var variation = FunctionalDerivative.Of(descent.Energy, state.Symbol);
            variations.Add(variation);
            Boundaries(flow, descent, variation, found);
            BoundaryEnergy(state, descent.Name, descent.Energy, descent.Span, descent.Metric.Onsager(descent.Arguments).Any(t => t is HelmholtzInverseTerm), found);
            Mobility(descent, state, found);
            if (state.Symbol.Kind == StateKind.Particles)
            {
                Add(right, descent.Metric.RightSide(descent.Arguments, [variation.Display]));
                weight = (descent.Metric.WeightRate(descent.Arguments, variation.Display), weight) is ({ } rate, var others) ? rate + (others ?? 0) : weight;
            }
            else
            {
                Add(right, left.TimesOthers(descent, [TextbookForm.Of(descent.Metric, descent.Arguments, variation.Display)]));
            }
        }
        if (SlopesWithoutGradient.Check(flow, all) is { } ignored)
            found.Add(ignored);
        foreach (var h in flow.Hamiltonians)
        {
            if (Transports.PotentialOf(h.Energy, h.Partner ?? state.Symbol) is { } potential)
                found.Add(EnergyErrors.NoDerivative($"`{potential}`", (h.Partner ?? state.Symbol).Name, h.Span));
            BoundaryEnergy(state, h.Name, h.Energy, h.Span, false, found);
            Add(right, left.Times(Turned(h, state.Symbol)));
        }
        if (found.Any(d => d.Severity == Severity.Error))
            return new Checked<Equation>(null, [.. found]);
        if (WellPosedness.Check(flow, [.. variations]) is { } illPosed)
            found.Add(illPosed);
        var facts = flow.Descent is { } first && variations is [var leading, ..]
            ? FactsOf(flow, all, first, leading)
            : FactsOfPoint(flow, all);
        return new Checked<Equation>(new Equation(flow, [.. variations], [.. right], facts)
        {
            Gradient = gradient,
            LeftSide = left.Text,
            Memory = [.. memory],
            WeightRate = weight,
            Regularised = state.Symbol.Kind == StateKind.Particles ? Regularisation.Of(flow, [.. variations]) : "",
        }, [.. found]);
    }

    private static void Add(Expr[] right, Seq<Expr> terms)
    {
        for (var i = 0; i < right.Length; i++)
            right[i] += terms[i];
    }

    // (q, p)′ = (∂H/∂p, −∂H/∂q); of two fields ∂u/∂t = ±δH/δv.
    private static Seq<Expr> Turned(HamiltonModel h, StateSymbol state)
    {
        if (h.Partner is { } partner)
            return [h.Sign * FunctionalDerivative.Of(h.Energy, partner).Display];
        var slope = PointGradient.Of(h.Energy, state);
        var half = slope.Count / 2;
        return [.. Enumerable.Range(0, slope.Count).Select(i => i < half ? h.Sign * slope[i + half] : -(h.Sign * slope[i - half]))];
    }

    // What an integral over a side asks of the rest of the energy, and of what is said of the side.
    private static void BoundaryEnergy(StateModel state, string name, Expr energy, SourceSpan at, bool isSmoothed, List<Diagnostic> found)
    {
        var over = Substitution.All(energy).OfType<Integral>().Where(i => i.Point.Space.Measure is SideMeasure && Substitution.States(i).Contains(state.Symbol)).ToArray();
        if (over.Length == 0)
            return;
        var inside = FunctionalDerivative.Of(energy, state.Symbol).Parts;
        if (inside.IsLocal && !isSmoothed)
            found.Add(BoundaryErrors.NoGradient(state.Symbol.Name, name, at));
        else if (inside.HasNoHessian && over.Any(i => GradientOrder.Of(i.Body, state.Symbol) > 0))
            found.Add(BoundaryErrors.DerivativeOnSide(state.Symbol.Name, name, at));
        else if (state.Boundary.FirstOrDefault(b => b.Kind is BoundaryKind.NoFlux or BoundaryKind.Neumann && inside.HasNoHessian
            && over.Any(i => ((SideMeasure)i.Point.Space.Measure).Holds(b.Axis, b.IsUpper))) is { } said)
            found.Add(BoundaryErrors.Reflected(state.Symbol.Name, name, said.Span, at));
    }

    private static void Boundaries(FlowModel flow, DescentModel descent, Variation variation, List<Diagnostic> found)
    {
        if (!descent.Metric.TakesPrescribedValues && flow.State.Boundary.FirstOrDefault(b => b.Kind == BoundaryKind.Dirichlet) is { } held)
        {
            found.Add(MetricErrors.Prescribed(flow.State.Symbol.Name, descent.Metric.Name, held.Span, descent.MetricSpan));
            return;
        }
        foreach (var condition in flow.State.Boundary.Where(b => b.Kind == BoundaryKind.Dirichlet))
        {
            if (variation.Order > 0 || descent.Open.Contains(new SideModel(condition.Axis, condition.IsUpper)))
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

    // Where a mobility may be negative, and where one that does not vanish with the density carries away what is not there; of both the cause alone.
    private static void Mobility(DescentModel descent, StateModel state, List<Diagnostic> found)
    {
        var at = descent.MobilitySpan ?? descent.MetricSpan;
        if (state.Symbol.Kind == StateKind.Density && descent.Metric.KeepsPositivity && !Mobilities.KeepPositivity(descent, state))
            found.Add(EquationErrors.MayBecomeNegative(descent.Mobility.ToString(), state.Symbol.Name, descent.Metric.Name, at));
        else if (Mobilities.Negative(descent, state) is var (mobility, low))
            found.Add(EquationErrors.NegativeMobility(mobility.ToString(), state.Symbol.Name, state.Symbol.IsDensity, low, at));
    }

    private static Facts FactsOfPoint(FlowModel flow, Seq<FlowModel> all)
    {
        var why = Decay.WhyNot(flow, all);
        var energies = flow.Descents.Select(d => d.Energy).Concat(flow.Hamiltonians.Select(h => h.Energy)).Concat(flow.Drift);
        // What the sides ask for follows from the derivatives of the state itself, whichever flow turns it.
        var order = flow.Hamiltonians.Select(h => GradientOrder.Of(Definitions.Expand(h.Energy), flow.State.Symbol)).DefaultIfEmpty(0).Max();
        return new Facts([], new UnknownConvexity(flow.Descent is null ? "nothing is descended" : "judged for functions"), order, why.Length == 0, why,
            !energies.Any(TimeDependence.Of), false, false, false)
        {
            Invariants = LinearInvariants.Of(flow, all),
        };
    }

    private static Facts FactsOf(FlowModel flow, Seq<FlowModel> all, DescentModel descent, Variation variation)
    {
        var state = flow.State;
        var pieces = Pieces.Of(descent.Energy, state.Symbol);
        var why = Decay.WhyNot(flow, all);
        var autonomous = !TimeDependence.Of(descent.Energy) && !state.Boundary.Any(b => TimeDependence.Of(b.Value)) && !flow.Drift.Any(TimeDependence.Of);
        var setting = FlowSetting.Of(flow, descent);
        var isPure = flow.Descents.Count == 1 && flow.Drift.Count == 0 && flow.Hamiltonians.Count == 0 && flow.Noise is null;
        var convexity = isPure ? ConvexityInMetric.Of(pieces, setting) : new UnknownConvexity("judged for the descent of one energy alone");
        var singular = Mobilities.IsSingular(variation, state.Symbol);
        var u = Build.Value(state.Symbol, setting.Point);
        var pure = flow.Drift.Count == 0 && flow.Hamiltonians.Count == 0;
        return new Facts(
            pieces, convexity, variation.Order, why.Length == 0, why, autonomous,
            pure && flow.Descents.All(d => d.Metric.ConservesMass && d.Open.Count == 0), KeepsPositivity(flow, pure), singular)
        {
            // Of u^m, 1 < m < 2, the derivative has a value at 0, but its own derivative has none.
            SteepAtZero = singular || pieces.OfType<Internal>().Any(p => Mobilities.LacksValueAtZero(Derivative.Of(Derivative.Of(Definitions.Expand(p.Integrand), u), u), state.Symbol)),
            Invariants = LinearInvariants.Of(flow, all),
            Stationary = isPure ? Stationary.Of(pieces, variation, setting) : [],
            Rates = isPure && why.Length == 0 && autonomous ? Rates.Of(pieces, convexity, descent.Name, setting) : [],
        };
    }

    private static bool KeepsPositivity(FlowModel flow, bool isPure) => isPure && flow.State.Symbol.IsDensity
        && flow.Descents.All(d => Mobilities.KeepPositivity(d, flow.State))
        && flow.State.Boundary.All(b => b.Kind != BoundaryKind.Dirichlet || Mobilities.IsNonNegative(b.Value, flow.State));
}
