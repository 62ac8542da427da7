using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>The boundary conditions of an equation, essential and natural.</summary>
internal static class BoundarySections
{
    private static readonly string[] Lower = ["left", "bottom", "back"];
    private static readonly string[] Upper = ["right", "top", "front"];

    /// <summary>One statement a condition; sides with the same condition share one.</summary>
    public static Seq<Statement> Of(Equation equation)
    {
        var state = equation.State;
        var sides = new List<(string Side, Seq<Part> Condition)>();
        var result = new List<Statement>();
        if (state.Domain.Axes.Any(a => a.IsPeriodic))
            result.Add(new Statement(["periodic in ", new Plain(string.Join(", ", state.Domain.Axes.Where(a => a.IsPeriodic).Select(a => a.Name)))]));
        for (var axis = 0; axis < state.Domain.Axes.Count; axis++)
        {
            if (state.Domain.Axes[axis].IsPeriodic)
                continue;
            foreach (var upper in new[] { false, true })
            {
                // A radius begins inside; a line without end has no sides.
                if (!upper && state.Domain.Space.Measure is RadialMeasure && state.Domain.Axes[axis].Low == 0
                    || double.IsInfinity(upper ? state.Domain.Axes[axis].High : state.Domain.Axes[axis].Low))
                    continue;
                sides.Add(((upper ? Upper : Lower)[axis], Joined(On(equation, axis, upper))));
            }
        }
        var named = sides.Where(s => s.Condition.Count > 0).ToArray();
        result.AddRange(named.GroupBy(s => TextExplanation.Line(s.Condition)).Select(g =>
            new Statement([$"{(g.Count() == sides.Count && sides.Count > 1 ? "all sides" : string.Join(", ", g.Select(s => s.Side)))}: ", .. g.First().Condition])));
        if (equation.Variation is { } derivative && state.Domain.Axes.Count(a => !a.IsPeriodic) > 1)
            result.AddRange(derivative.Natural.Where(t => t.Of == BoundaryFactor.Corner && !IsPeriodic(t.Axis) && !IsPeriodic(t.Other!.Value)).Select(corner => new Statement([
                $"{(state.Domain.Axes.Count == 2 ? "corners" : $"edges of {state.Domain.Axes[corner.Axis].Name} and {state.Domain.Axes[corner.Other!.Value].Name}")}: ",
                NaturalText.Of(corner, derivative.Point), new Sign("="), Build.Zero, " (natural, where ", new Plain(state.Symbol.Name), " is free)"])));
        if (equation.Flow.Descents.FirstOrDefault(d => MetricSections.Flux(d) is not null) is { } descent && sides.Count > 0)
            result.Add(new Statement([
                descent.Open.Count == 0 ? "no flux through the sides: " : $"no flux except through {string.Join(", ", descent.Open.Select(o => (o.IsUpper ? Upper : Lower)[o.Axis]))}: ",
                MetricSections.Flux(descent)!, new Sign("="), Build.Zero, $", from {descent.Metric.Name}"]));
        if (named.Length == 0 && result.Count == 0 && sides.Count > 0)
            result.Add(new Statement([equation.Variation is null ? "nothing: no energy" : "nothing: the energy holds no gradient"]));
        return [.. result];

        bool IsPeriodic(int axis) => state.Domain.Axes[axis].IsPeriodic;
    }

    private static Seq<Part> Joined(IEnumerable<Part[]> conditions) => [.. conditions.SelectMany((c, i) => i == 0 ? c : [", ", .. c])];

    // What is prescribed on a side, and what the variational principle asks for besides.
    private static IEnumerable<Part[]> On(Equation equation, int axis, bool upper)
    {
        var name = new Plain(equation.State.Symbol.Name);
        var given = equation.State.Boundary.Where(b => b.Axis == axis && b.IsUpper == upper).ToArray();
        foreach (var condition in given)
        {
            yield return condition switch
            {
                { Kind: BoundaryKind.Dirichlet, Value: var g } => [name, new Sign("="), g, " (prescribed)"],
                { Kind: BoundaryKind.Neumann, Value: var g } => [NaturalText.Normal(equation.State.Symbol, new Point(equation.State.Symbol.Space, 0)), new Sign("="), g, " (prescribed)"],
                _ => [name, " is reflected evenly (no flux)"],
            };
        }
        if (given.Any(b => b.Kind == BoundaryKind.NoFlux) || equation.Variation is not { } variation)
            yield break;
        // η is free where u is, ∂η/∂n where u′ is.
        var terms = variation.Natural.Where(t => t.Axis == axis && t.IsUpper == upper && t.Of != BoundaryFactor.Corner
            && !given.Any(b => b.Kind == (t.Of == BoundaryFactor.Value ? BoundaryKind.Dirichlet : BoundaryKind.Neumann))).ToArray();
        foreach (var term in terms)
            yield return [NaturalText.Of(term, variation.Point), new Sign("="), Build.Zero, " (natural)"];
        if (given.Length == 0 && terms.Length == 0 && variation.Order > 0)
            yield return [variation.Order > 2
                ? "the natural conditions, which are not written out for derivatives above the second"
                : "nothing: the energy leaves no term there"];
    }
}
