using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Language.Diagnostics;

namespace Flows.Compiler.Planning;

/// <summary>What of a correct program this version cannot run: each an F0690 at its place.</summary>
internal static class Runnable
{
    /// <summary>Everything that stands in the way of running, each once at a place; nothing where it can be run.</summary>
    public static Seq<Diagnostic> Missing(Model model, Seq<Equation> equations, Choice? chosen)
    {
        var onGrid = GridPlanning.IsOnGrid(model, equations, chosen);
        return [.. model.Later.Concat(States(model, equations, onGrid)).Concat(equations.SelectMany(e => Flows(e, onGrid))).Concat(Watched(model)).DistinctBy(d => (d.Message, d.Primary.Span))];
    }

    private static IEnumerable<Diagnostic> States(Model model, Seq<Equation> equations, bool onGrid)
    {
        foreach (var state in model.States.AsEnumerable())
        {
            if (state.Symbol.Kind is StateKind.Point or StateKind.Particles)
                yield return NotYet.Runs(state.Symbol.IsPoint ? "point states" : "particle states", state.Span);
            else if (state.Domain.Space.Measure is RadialMeasure)
                yield return NotYet.Runs("radial domains", state.Span);
            else if (state.Domain.Axes.Count > 3)
                yield return NotYet.Runs("grids of more than three dimensions", state.Span);
            foreach (var constraint in state.Constraints.AsEnumerable())
                yield return NotYet.Runs("pointwise constraints", constraint.Span);
            foreach (var condition in state.Boundary.AsEnumerable())
            {
                if (state.On(condition.Axis, condition.IsUpper) != condition && !TakesClamped(state, equations))
                    yield return NotYet.Runs("several conditions on one side of what is not moved by second derivatives in L2", condition.Span);
            }
        }
        if (model.States.FirstOrDefault(s => s.Domain != model.States[0].Domain) is { } other)
            yield return NotYet.Runs("states on different domains", other.Span);
        else if (!onGrid && model.States.Count > 1)
            yield return NotYet.Runs("programs with several states", model.States[1].Span);
    }

    // Whether value and slope both make sense on a side: the rate is of fourth order, and no flux whose own condition would be a third.
    private static bool TakesClamped(StateModel state, Seq<Equation> equations) => equations.Any(e => e.State == state && e.Facts.Order > 1 && e.Flow.Hamiltonians.Count == 0
        && e.Flow.Descents.All(d => d.Metric.Onsager(d.Arguments).All(t => t is MultiplyTerm)));

    private static IEnumerable<Diagnostic> Watched(Model model)
    {
        var watched = model.Observables.Select(o => (o.Quantity.Value, o.Span))
            .Concat(model.Plots.SelectMany(p => p.Curves.Select(c => (c.Quantity.Value, p.Span))))
            .Concat(model.Expectations.SelectMany(e => new[] { (e.Quantity.Value, e.Span), (e.Target?.Value ?? 0, e.Span) }));
        if (model.States.Count == 0)
        {
            var quantities = model.Observables.Select(o => (o.Quantity, o.Span))
                .Concat(model.Expectations.SelectMany(e => new[] { (e.Quantity, e.Span), (e.Target ?? e.Quantity, e.Span) }))
                .Concat(model.Expectations.Where(e => e.Condition is not null).SelectMany(e => Conditions.Sides(e.Condition!).Select(s => (new Quantity(s, []), e.Span))));
            foreach (var (quantity, span) in quantities)
                if (!Substitution.HasTransport(quantity.Value) && !StatelessValue.Exists(quantity, model))
                    yield return NotYet.Runs("integrals in more than one dimension, extremes and values at points, in a program without a state,", span);
        }
        foreach (var (value, span) in watched)
            if (Substitution.HasTransport(value))
                yield return NotYet.Runs("W2 in more than one dimension, and `kantorovich`,", span);
    }

    private static IEnumerable<Diagnostic> Flows(Equation equation, bool onGrid)
    {
        var flow = equation.Flow;
        foreach (var (energy, span) in flow.Descents.Select(d => (d.Energy, d.Span)).Concat(flow.Hamiltonians.Select(h => (h.Energy, h.Span))))
            if (Substitution.HasTransport(energy))
                yield return NotYet.Runs("energies with W2", span);
        foreach (var descent in flow.Descents.AsEnumerable())
        {
            if (!descent.Metric.Onsager(descent.Arguments).All(t => t is MultiplyTerm or DivGradTerm || onGrid && t is MeanFreeTerm or HelmholtzInverseTerm))
                yield return NotYet.Runs($"flows in the metric `{descent.Metric.Name}`", descent.MetricSpan);
            if (descent.Open.Count > 0 && !onGrid)
                yield return NotYet.Runs("the option `open`", descent.MetricSpan);
        }
        if (!onGrid)
        {
            foreach (var h in flow.Hamiltonians.AsEnumerable())
                yield return NotYet.Runs("Hamiltonian flows of points", h.Span);
        }
        if (flow.Noise is { } noise)
            yield return NotYet.Runs("Brownian motion", noise.Span);
        if (!onGrid && flow.Drift.Any(d => d.Known.Has(Kinds.Integral)))
            yield return NotYet.Runs("added terms that hold integrals", flow.Span);
    }
}
