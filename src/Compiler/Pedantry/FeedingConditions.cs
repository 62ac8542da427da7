using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Language.Diagnostics;

namespace Flows.Compiler.Pedantry;

/// <summary>Finds prescribed values that may feed the energy which their state descends (mathematics.md §3, "Prescribed values under a metric").</summary>
internal static class FeedingConditions
{
    /// <summary>A warning for each condition.</summary>
    public static IEnumerable<Diagnostic> In(Model model)
    {
        foreach (var flow in model.Flows.AsEnumerable())
        {
            if (flow.Descent is not { } descent)
                continue;
            foreach (var condition in flow.State.Boundary.DistinctBy(b => b.Span))
            {
                var why = condition switch
                {
                    _ when TimeDependence.Of(condition.Value) => "its value moves with time",
                    { Kind: BoundaryKind.Neumann, Value: not Number { Value.IsZero: true } } => "a normal derivative other than 0 lets energy in",
                    { Kind: BoundaryKind.Dirichlet } when descent.Open.Contains(new SideModel(condition.Axis, condition.IsUpper)) && condition.Value.Known.Has(Kinds.Coordinate) => "its value is not one constant on an open side",
                    _ => null,
                };
                if (why is not null)
                    yield return PedanticErrors.ConditionFeedsEnergy(flow.State.Symbol.Name, why, condition.Span, descent.Span);
            }
        }
    }
}
