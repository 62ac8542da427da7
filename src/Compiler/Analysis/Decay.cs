using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>Whether what a flow descends is promised to fall: every term of every flow that the energy depends on, every side and every sign is looked at.</summary>
internal static class Decay
{
    /// <summary>Why nothing is promised to fall; empty where the energy falls (docs/language.md §7).</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="all">Every flow of the program: one energy descended by all of them falls in the product metric.</param>
    public static string WhyNot(FlowModel flow, Seq<FlowModel> all)
    {
        if (flow.Descent is not { } descent)
            return flow.Hamiltonians.Count > 0 ? "a Hamiltonian is kept, not descended" : "nothing is descended";
        if (Of(flow) is { Length: > 0 } own)
            return own;
        if (TimeDependence.Of(descent.Energy))
            return "the energy depends on time";
        foreach (var other in Substitution.States(descent.Energy).Select(s => all.FirstOrDefault(f => f.State.Symbol == s)).OfType<FlowModel>().Where(f => !ReferenceEquals(f, flow)))
        {
            if (other.Descents.Count == 0 || other.Descents.Any(d => !ReferenceEquals(d.Energy, descent.Energy)) || other.Drift.Count > 0 || other.Noise is not null || other.Hamiltonians.Count > 0)
                return $"`{other.State.Symbol.Name}` does not descend `{descent.Name}` alone";
            if (Of(other) is { Length: > 0 } why)
                return $"of `{other.State.Symbol.Name}` {why}";
        }
        return "";
    }

    // What stands in the way in one flow by itself.
    private static string Of(FlowModel flow)
    {
        var (state, first) = (flow.State, flow.Descents[0]);
        return flow.Drift.Count > 0 ? "a term is added that is no gradient"
            : flow.Hamiltonians.Count > 0 ? "a Hamiltonian turns the state"
            : flow.Noise is not null ? "Brownian motion is added"
            : flow.Descents.Select(d => d.Metric.WhyNoDecay(d.Arguments)).FirstOrDefault(w => w is not null) is { } none ? none
            : flow.Descents.Any(d => !ReferenceEquals(d.Energy, first.Energy)) ? "several energies are descended"
            : flow.Descents.Any(d => d.Open.Count > 0) ? "mass passes an open side"
            : state.Boundary.Any(b => TimeDependence.Of(b.Value)) ? "a boundary value depends on time"
            : state.Boundary.Any(b => b.Kind == BoundaryKind.Neumann && b.Value is not Number { Value.IsZero: true }) ? "a normal derivative other than 0 is prescribed"
            : ReflectsAgainst(state, first) ? "a side reflects the state where the energy asks for another slope"
            : state.Constraints.Any(c => TimeDependence.Of(c.Bound)) ? "a bound depends on time"
            : flow.Descents.Select(d => Mobilities.Negative(d, state)).FirstOrDefault(n => n is not null) is var (mobility, _) ? $"`{mobility}` may be negative"
            : "";
    }

    private static bool ReflectsAgainst(StateModel state, DescentModel descent) => state.Boundary.Any(b => b.Kind is BoundaryKind.NoFlux or BoundaryKind.Neumann)
        && FunctionalDerivative.Of(descent.Energy, state.Symbol) is var variation
        && state.Boundary.Any(b => b.Kind is BoundaryKind.NoFlux or BoundaryKind.Neumann && variation.AsksForSlope(b.Axis, b.IsUpper));
}
