using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Explaining;

/// <summary>The boundary conditions of an equation in words and formulas.</summary>
internal static class BoundaryText
{
    private static readonly string[] Lower = ["left", "bottom", "back"];
    private static readonly string[] Upper = ["right", "top", "front"];

    /// <summary>One line a condition.</summary>
    public static IEnumerable<string> Of(Equation equation)
    {
        var state = equation.State;
        var name = state.Symbol.Name;
        for (var axis = 0; axis < state.Domain.Axes.Count; axis++)
        {
            var periodic = state.Domain.Axes[axis].IsPeriodic;
            if (periodic)
            {
                yield return $"periodic in {state.Domain.Axes[axis].Name}";
                continue;
            }
            foreach (var upper in new[] { false, true })
            {
                var side = (upper ? Upper : Lower)[axis];
                if (!upper && state.Domain.Space.Measure is RadialMeasure && state.Domain.Axes[axis].Low == 0)
                    continue;
                yield return state.On(axis, upper) switch
                {
                    { Kind: BoundaryKind.Dirichlet } b => $"{side}: {name} = {b.Value} (prescribed)",
                    { Kind: BoundaryKind.Neumann, Value: var g } => $"{side}: d/dn {name} = {g} (prescribed)",
                    { Kind: BoundaryKind.NoFlux } => $"{side}: {name} is reflected evenly (no flux)",
                    _ => $"{side}: {Natural(equation, axis)} (natural)",
                };
            }
        }
        if (equation.Flow.Descent is { Metric: { ConservesMass: true } metric } descent && state.Domain.Axes.Any(a => !a.IsPeriodic))
            yield return $"no flux through the sides: n . {Flux(descent)} = 0, from {metric.Name}";
    }

    private static string Flux(DescentModel descent) => descent.Mobility is Number ? "grad xi" : $"{descent.Mobility}*grad xi";

    // f_p · n = 0, the condition of the variational principle.
    private static string Natural(Equation equation, int axis)
    {
        if (equation.Variation is not { } variation || variation.Parts.IsLocal)
            return "nothing: the energy holds no gradient";
        return $"n . ({variation.Parts.Gradient[axis]}) = 0";
    }
}
