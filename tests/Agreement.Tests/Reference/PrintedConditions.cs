using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;

namespace Flows.Agreement.Tests.Reference;

/// <summary>What `explain` prints for a side: what is prescribed, what the variational principle asks for where nothing is, and what the metric asks for.</summary>
internal static class PrintedConditions
{
    /// <summary>The left sides of … = 0; those of the state before that of the metric.</summary>
    public static IEnumerable<Expr> On(Equation equation, Seq<StateModel> states, int axis, bool isUpper)
    {
        var state = equation.State;
        var point = new Point(state.Symbol.Space, 0);
        var value = Build.Value(state.Symbol, point);
        Expr outward = isUpper ? 1 : -1;
        var given = state.Boundary.Where(b => b.Axis == axis && b.IsUpper == isUpper).ToArray();
        foreach (var condition in given.Where(b => b.Kind == BoundaryKind.Dirichlet))
            yield return value - condition.Value;
        foreach (var condition in given.Where(b => b.Kind == BoundaryKind.Neumann))
            yield return outward * Build.Gradient(value, point, axis) - condition.Value;
        if (equation.Variation is not { } variation)
        {
            foreach (var condition in OfWave(equation, states, axis, isUpper))
                yield return condition;
            yield break;
        }
        var isEven = given.Any(b => b.Kind == BoundaryKind.NoFlux);
        if (isEven && variation.Order > 0)
            yield return outward * Build.Gradient(value, point, axis);
        if (isEven && variation.Order > 1)
            yield return outward * Build.Gradient(Build.Lap(value, point), point, axis);
        var order = variation.Order;
        // The condition on ∂η/∂n stands on the side, that on η beside it.
        foreach (var term in variation.Natural.Where(t => t.Axis == axis && t.IsUpper == isUpper && t.Of != BoundaryFactor.Corner && !isEven
            && !given.Any(b => order <= 1 || b.Kind == (t.Of == BoundaryFactor.Value ? BoundaryKind.Dirichlet : BoundaryKind.Neumann))).OrderBy(t => t.Of == BoundaryFactor.Value))
            yield return term.Expression;
        foreach (var (descent, xi) in equation.Flow.Descents.Zip(equation.Variations))
            if (descent.Metric.Onsager(descent.Arguments).Any(t => t is DivGradTerm) && !descent.Open.Contains(new SideModel(axis, isUpper)))
                yield return outward * Build.Gradient(xi.Display, point, axis);
    }

    // Of (u, v)′ = (∂H/∂v, −∂H/∂u) that of u, v² and |∇u|²: what is constant on a side for u has a rate of 0, and the rate of u is v.
    private static IEnumerable<Expr> OfWave(Equation equation, Seq<StateModel> states, int axis, bool isUpper)
    {
        if (equation.Flow.Hamiltonians is not [{ Partner: { } partner } hamilton])
            yield break;
        var leading = states.First(s => s.Symbol == (hamilton.Sign < 0 ? partner : equation.State.Symbol));
        var isHeld = leading.On(axis, isUpper, BoundaryKind.Dirichlet) is not null;
        if (isHeld && leading == equation.State)
            yield break;
        var point = new Point(equation.State.Symbol.Space, 0);
        var value = Build.Value(equation.State.Symbol, point);
        yield return isHeld ? value : Build.Gradient(value, point, axis);
    }
}
