using Flows.Compiler.Binding;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;
using Flows.Language.Diagnostics;

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
            Mobility(descent, state.Symbol, found);
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
        foreach (var h in flow.Hamiltonians)
        {
            if (Transports.PotentialOf(h.Energy, h.Partner ?? state.Symbol) is { } potential)
                found.Add(EnergyErrors.NoDerivative($"`{potential}`", (h.Partner ?? state.Symbol).Name, h.Span));
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

    private static void Mobility(DescentModel descent, StateSymbol state, List<Diagnostic> found)
    {
        if (Substitution.All(descent.Mobility).Any(l => l is Coordinate or Time))
            return;
        var low = Bounds.Of(descent.Mobility, state.IsDensity).Lower;
        if (low < 0 && !(state.IsDensity && Bounds.AreNonNegative(descent.Mobility, isDensity: true)))
            found.Add(EquationErrors.NegativeMobility(descent.Mobility.ToString(), state.Name, low, descent.MobilitySpan ?? descent.MetricSpan));
    }

    // Why nothing is promised to fall; empty where the energy falls (docs/language.md §7).
    private static string WhyNot(FlowModel flow, Seq<FlowModel> all)
    {
        if (flow.Descent is not { } descent)
            return flow.Hamiltonians.Count > 0 ? "a Hamiltonian is kept, not descended" : "nothing is descended";
        var moving = flow.State.Boundary.Any(b => TimeDependence.Of(b.Value));
        return flow.Drift.Count > 0 ? "a term is added that is no gradient"
            : flow.Hamiltonians.Count > 0 ? "a Hamiltonian turns the state"
            : flow.Noise is not null ? "Brownian motion is added"
            : flow.Descents.Select(d => d.Metric.WhyNoDecay(d.Arguments)).FirstOrDefault(w => w is not null) is { } none ? none
            : flow.Descents.Any(d => !ReferenceEquals(d.Energy, descent.Energy)) ? "several energies are descended"
            : Substitution.States(descent.Energy).Select(s => all.FirstOrDefault(f => f.State.Symbol == s)).OfType<FlowModel>()
                .FirstOrDefault(f => f.Descents.Count == 0 || f.Descents.Any(d => !ReferenceEquals(d.Energy, descent.Energy)) || f.Drift.Count > 0 || f.Noise is not null) is { } other
                ? $"`{other.State.Symbol.Name}` does not descend `{descent.Name}` alone"
            : TimeDependence.Of(descent.Energy) ? "the energy depends on time"
            : flow.Descents.Any(d => d.Open.Count > 0) ? "mass passes an open side"
            : moving ? "a boundary value depends on time"
            : flow.State.Boundary.Any(b => b.Kind == BoundaryKind.Neumann && b.Value is not Number { Value.IsZero: true }) ? "a normal derivative other than 0 is prescribed"
            : "";
    }

    private static Facts FactsOfPoint(FlowModel flow, Seq<FlowModel> all)
    {
        var why = WhyNot(flow, all);
        var energies = flow.Descents.Select(d => d.Energy).Concat(flow.Hamiltonians.Select(h => h.Energy)).Concat(flow.Drift);
        return new Facts([], new UnknownConvexity(flow.Descent is null ? "nothing is descended" : "judged for functions"), 0, why.Length == 0, why,
            !energies.Any(TimeDependence.Of), false, false, false);
    }

    private static Facts FactsOf(FlowModel flow, Seq<FlowModel> all, DescentModel descent, Variation variation)
    {
        var state = flow.State;
        var pieces = Pieces.Of(descent.Energy, state.Symbol);
        var why = WhyNot(flow, all);
        var autonomous = !TimeDependence.Of(descent.Energy) && !state.Boundary.Any(b => TimeDependence.Of(b.Value)) && !flow.Drift.Any(TimeDependence.Of);
        var setting = FlowSetting.Of(flow, descent);
        var isPure = flow.Descents.Count == 1 && flow.Drift.Count == 0 && flow.Hamiltonians.Count == 0 && flow.Noise is null;
        var convexity = isPure ? ConvexityInMetric.Of(pieces, setting) : new UnknownConvexity("judged for the descent of one energy alone");
        var slope = Definitions.Expand(variation.Parts.Value);
        // log u, or a negative power: the derivative has no value at u = 0. Of u^m, 1 < m < 2, it has one, but its own derivative has none.
        bool LacksValueAtZero(Expr e) => state.Symbol.IsDensity && !double.IsFinite(Probe.At(e, 0)) && double.IsFinite(Probe.At(e, 1));
        var singular = LacksValueAtZero(slope);
        var u = Build.Value(state.Symbol, setting.Point);
        var pure = flow.Drift.Count == 0 && flow.Hamiltonians.Count == 0;
        return new Facts(
            pieces, convexity, variation.Order, why.Length == 0, why, autonomous,
            pure && flow.Descents.All(d => d.Metric.ConservesMass && d.Open.Count == 0), pure && flow.Descents.All(d => d.Metric.KeepsPositivity) && state.Symbol.IsDensity, singular)
        {
            SteepAtZero = singular || pieces.OfType<Internal>().Any(p => LacksValueAtZero(Derivative.Of(Derivative.Of(Definitions.Expand(p.Integrand), u), u))),
            Stationary = isPure ? Stationary.Of(pieces, variation, setting) : [],
            Rates = isPure && why.Length == 0 && autonomous ? Rates.Of(pieces, convexity, descent.Name, setting) : [],
        };
    }
}
