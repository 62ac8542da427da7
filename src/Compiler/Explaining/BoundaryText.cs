using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;

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
                yield return $"{side}: {string.Join(", ", On(equation, axis, upper))}";
            }
        }
        if (equation.Variation is { } derivative && state.Domain.Axes.Count(a => !a.IsPeriodic) > 1)
            foreach (var corner in derivative.Natural.Where(t => t.Of == BoundaryFactor.Corner && !IsPeriodic(t.Axis) && !IsPeriodic(t.Other!.Value)))
                yield return $"{(state.Domain.Axes.Count == 2 ? "corners" : $"edges of {state.Domain.Axes[corner.Axis].Name} and {state.Domain.Axes[corner.Other!.Value].Name}")}: {NaturalText.Of(corner, derivative.Point)} = 0 (natural, where {state.Symbol.Name} is free)";
        if (equation.Flow.Descents.FirstOrDefault(d => Flux(d) is not null) is { } descent && state.Domain.Axes.Any(a => !a.IsPeriodic))
            yield return $"no flux through the sides: n . {Flux(descent)} = 0, from {descent.Metric.Name}";

        bool IsPeriodic(int axis) => state.Domain.Axes[axis].IsPeriodic;
    }

    // What the metric moves mass with; null where it moves none.
    private static string? Flux(DescentModel descent) => descent.Metric.Onsager(descent.Arguments).Select(term => term switch
    {
        DivGradTerm(Number) => "grad xi",
        DivGradTerm(var m) => $"{m}*grad xi",
        PairKernelTerm(var k, var m) => $"{m}*conv {k.Name} ({m}*grad xi)",
        CovarianceTerm(var m) => $"{m}*C*grad xi",
        _ => null,
    }).FirstOrDefault(flux => flux is not null);

    // What is prescribed on a side, and what the variational principle asks for besides.
    private static IEnumerable<string> On(Equation equation, int axis, bool upper)
    {
        var name = equation.State.Symbol.Name;
        var given = equation.State.Boundary.Where(b => b.Axis == axis && b.IsUpper == upper).ToArray();
        foreach (var condition in given)
        {
            yield return condition switch
            {
                { Kind: BoundaryKind.Dirichlet, Value: var g } => $"{name} = {g} (prescribed)",
                { Kind: BoundaryKind.Neumann, Value: var g } => $"d/dn {name} = {g} (prescribed)",
                _ => $"{name} is reflected evenly (no flux)",
            };
        }
        if (given.Any(b => b.Kind == BoundaryKind.NoFlux) || equation.Variation is not { } variation)
        {
            if (given.Length == 0)
                yield return "nothing: no energy";
            yield break;
        }
        // η is free where u is, ∂η/∂n where u′ is.
        var terms = variation.Natural.Where(t => t.Axis == axis && t.IsUpper == upper && t.Of != BoundaryFactor.Corner
            && !given.Any(b => b.Kind == (t.Of == BoundaryFactor.Value ? BoundaryKind.Dirichlet : BoundaryKind.Neumann))).ToArray();
        foreach (var term in terms)
            yield return $"{NaturalText.Of(term, variation.Point)} = 0 (natural)";
        if (given.Length == 0 && terms.Length == 0)
        {
            yield return variation.Order switch
            {
                0 => "nothing: the energy holds no gradient",
                > 2 => "the natural conditions, which are not written out for derivatives above the second",
                _ => "nothing: the energy leaves no term there",
            };
        }
    }
}
