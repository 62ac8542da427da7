using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;
using Flows.Language.Diagnostics;

namespace Flows.Compiler.Analysis;

/// <summary>Finds prescribed normal derivatives that nothing in the program feels: neither an energy nor an added term holds a derivative of the state.</summary>
internal static class SlopesWithoutGradient
{
    /// <summary>What is to be said of the sides of a flow's state, or null.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="all">Every flow of the program.</param>
    public static Diagnostic? Check(FlowModel flow, Seq<FlowModel> all)
    {
        var state = flow.State;
        if (state.Boundary.Where(b => b.Kind == BoundaryKind.Neumann).ToArray() is not { Length: > 0 } given || IsFelt(flow, all))
            return null;
        var isNothing = given.All(b => b.Value is Number { Value.IsZero: true });
        // H1 itself keeps the slope of what it moves where it is 0.
        if (isNothing && flow.Descents.Any(d => d.Metric.LeftSide(d.Arguments).Length > 0))
            return null;
        var condition = given.FirstOrDefault(b => b.Value is not Number { Value.IsZero: true }) ?? given[0];
        var keepsFlux = flow.Descents.Any(d => d.Metric.ConservesMass);
        return EquationErrors.SlopeWithoutGradient(state.Symbol.Name, isNothing, keepsFlux, condition.Span, flow.Descent?.Span ?? flow.Span);
    }

    private static bool IsFelt(FlowModel flow, Seq<FlowModel> all) =>
        all.SelectMany(f => f.Descents.Select(d => d.Energy).Concat(f.Hamiltonians.Select(h => h.Energy))).Concat(flow.Drift)
            .Any(e => GradientOrder.Of(Definitions.Expand(e), flow.State.Symbol) > 0);
}
