using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>What `flowc derive` says of a functional: its value, its derivatives, and what they ask on the sides.</summary>
internal static class FunctionalSections
{
    /// <summary>The functional, then for each formal the stages, the derivative and the natural conditions.</summary>
    /// <param name="functional">What is derived.</param>
    /// <param name="stages">Whether f_u, f_p and f_H are shown.</param>
    public static Seq<Section> Of(BoundFunctional functional, bool stages)
    {
        var sections = new List<Section> { Section.Of(Question.Energy, "functional", new Plain(functional.Name), new Sign("="), functional.Energy) };
        foreach (var formal in functional.Formals)
        {
            var variation = FunctionalDerivative.Of(functional.Energy, formal);
            if (stages)
                sections.Add(new Section(Question.Energy, "stages", [.. Stages(variation)]));
            sections.Add(Section.Of(Question.Energy, "derivative", new VariationOf(functional.Name, formal.Name), new Sign("="), variation.Display));
            Seq<Statement> natural = [.. Natural(variation)];
            if (natural.Count > 0)
                sections.Add(new Section(Question.Energy, "boundary", natural));
        }
        return [.. sections];
    }

    // f_u, f_p, f_H of the integrand f(u, grad u, hess u).
    private static IEnumerable<Statement> Stages(Variation variation)
    {
        var (parts, axes) = (variation.Parts, variation.Point.Space.Axes);
        yield return Stage("u", "", parts.Value);
        for (var i = 0; i < axes.Count; i++)
            yield return Stage("p", axes.Count > 1 ? axes[i] : "", parts.Gradient[i]);
        for (var i = 0; i < axes.Count && !parts.HasNoHessian; i++)
            for (var j = i; j < axes.Count; j++)
                yield return Stage("H", axes.Count > 1 ? axes[i] + axes[j] : "", parts.H(i, j));
    }

    private static Statement Stage(string by, string axes, Expr value) => new([new PartialOf("f", by, axes), new Sign("="), value]);

    // What the variational principle asks on a side, once where it is the same on every side.
    private static IEnumerable<Statement> Natural(Variation variation)
    {
        var axes = variation.Point.Space.Axes;
        Seq<Part>[] sides = [.. Enumerable.Range(0, axes.Count).Select(axis => Conditions(variation, axis))];
        if (sides.All(s => s.Count == 0))
            return [];
        return sides.DistinctBy(TextExplanation.Line).Count() == 1
            ? [new Statement(["natural on the sides: ", .. sides[0]])]
            : sides.Select((s, axis) => (Parts: s, Axis: axes[axis])).Where(s => s.Parts.Count > 0)
                .Select(s => new Statement([$"natural on sides across {s.Axis}: ", .. s.Parts]));
    }

    private static Seq<Part> Conditions(Variation variation, int axis)
    {
        var parts = new List<Part>();
        foreach (var term in variation.Natural.Where(t => t.Axis == axis && t.IsUpper && t.Of != BoundaryFactor.Corner))
            parts.AddRange([.. parts.Count > 0 ? [", "] : Array.Empty<Part>(), NaturalText.Of(term, variation.Point), new Sign("="), Build.Zero]);
        return [.. parts];
    }
}
