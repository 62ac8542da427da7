using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>The boundary conditions of a state, essential and natural.</summary>
internal static class BoundarySections
{
    private static readonly string[] Lower = ["left", "bottom", "back"];
    private static readonly string[] Upper = ["right", "top", "front"];

    /// <summary>The conditions of an equation: those of <see cref="Sides"/>, and that of the metric.</summary>
    public static Seq<Statement> Of(Equation equation)
    {
        var state = equation.State;
        var variation = equation.Variation ?? (equation.Flow.Hamiltonians is [{ Partner: not null } h, ..] ? FunctionalDerivative.Of(h.Energy, state.Symbol) : null);
        Seq<Statement> sides = Sides(state, variation);
        if (Analysis.Sides.Of(state.Domain).Count == 0)
            return sides;
        if (equation.Flow.Descents.FirstOrDefault(d => MetricSections.Flux(d) is not null) is { } descent)
            return [.. sides, new Statement([
                descent.Open.Count == 0 ? "no flux through the sides: " : $"no flux except through {string.Join(", ", descent.Open.Select(o => Name(o.Axis, o.IsUpper)))}: ",
                MetricSections.Flux(descent)!, new Sign("="), Build.Zero, $", from {descent.Metric.Name}"])];
        return sides.Count > 0 ? sides : [new Statement([variation is null ? "nothing: no energy" : "nothing: the energy holds no gradient"])];
    }

    /// <summary>One statement a condition of the state and the variational principle; sides with the same condition share one.</summary>
    public static Seq<Statement> Sides(StateModel state, Variation? variation)
    {
        var periodic = state.Domain.Axes.Where(a => a.IsPeriodic).Select(a => a.Name).ToArray();
        Statement[] first = periodic.Length > 0 ? [new Statement(["periodic in ", new Plain(string.Join(", ", periodic))])] : [];
        var existing = Analysis.Sides.Of(state.Domain).ToArray();
        var conditions = existing.Select(s => (Side: Name(s.Axis, s.IsUpper), Parts: Joined(On(state, variation, s.Axis, s.IsUpper)))).Where(s => s.Parts.Count > 0)
            .GroupBy(s => TextExplanation.Line(s.Parts))
            .Select(g => new Statement([$"{(g.Count() == existing.Length && existing.Length > 1 ? "all sides" : string.Join(", ", g.Select(s => s.Side)))}: ", .. g.First().Parts]));
        return [.. first, .. conditions, .. variation is null ? [] : Corners(state, variation)];
    }

    /// <summary>What a side is called.</summary>
    public static string Name(int axis, bool isUpper) => (isUpper ? Upper : Lower)[axis];

    private static Seq<Part> Joined(IEnumerable<Part[]> conditions) => [.. conditions.SelectMany((c, i) => i == 0 ? c : [", ", .. c])];

    private static IEnumerable<Statement> Corners(StateModel state, Variation variation)
    {
        var axes = state.Domain.Axes;
        return variation.Natural.Where(t => t.Of == BoundaryFactor.Corner && !axes[t.Axis].IsPeriodic && !axes[t.Other!.Value].IsPeriodic).Select(corner => new Statement([
            $"{(axes.Count == 2 ? "corners" : $"edges of {axes[corner.Axis].Name} and {axes[corner.Other!.Value].Name}")}: ",
            NaturalText.Of(corner, variation.Point), new Sign("="), Build.Zero, " (natural, where ", new Plain(state.Symbol.Name), " is free)"]));
    }

    // What is prescribed on a side, and what the variational principle asks for besides.
    private static IEnumerable<Part[]> On(StateModel state, Variation? variation, int axis, bool upper)
    {
        var name = new Plain(state.Symbol.Name);
        var given = state.Boundary.Where(b => b.Axis == axis && b.IsUpper == upper).ToArray();
        foreach (var condition in given)
        {
            yield return condition switch
            {
                { Kind: BoundaryKind.Dirichlet, Value: var g } => [name, new Sign("="), g, " (prescribed)"],
                { Kind: BoundaryKind.Neumann, Value: var g } => [NaturalText.Normal(state.Symbol, new Point(state.Symbol.Space, 0)), new Sign("="), g, " (prescribed)"],
                _ => [name, " is reflected evenly (no flux)"],
            };
        }
        if (variation is null)
            yield break;
        // η is free where u is, ∂η/∂n where u′ is.
        var terms = variation.Natural.Where(t => t.Axis == axis && t.IsUpper == upper && t.Of != BoundaryFactor.Corner && !BoundaryTerms.IsReplaced(t, [.. given], variation.Order)).ToArray();
        var natural = state.Constraints.Count > 0 ? " (natural, where no bound is touched)" : " (natural)";
        foreach (var term in terms)
            yield return [NaturalText.Of(term, variation.Point), new Sign("="), Build.Zero, natural];
        if (given.Length == 0 && terms.Length == 0 && variation.Order > 0)
            yield return [variation.Order > 2
                ? "the natural conditions, which are not written out for derivatives above the second"
                : "nothing: the energy leaves no term there"];
    }
}
