using System.Globalization;
using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Explaining;

/// <summary>What is minimised, compared and varied.</summary>
internal static class ExtremalSections
{
    /// <summary>The sections.</summary>
    public static IEnumerable<Section> Of(Analysed analysed)
    {
        IEnumerable<Section> minimized = analysed.Extremal is { } extremal ? Minimized(extremal) : [];
        return minimized.Concat(analysed.Model.Compares.Select(Compared)).Concat(analysed.Model.Varies.SelectMany(Varied));
    }

    private static IEnumerable<Section> Minimized(Extremal extremal)
    {
        var model = extremal.Model;
        yield return Section.Of(Question.Energy, "minimized", [
            new FunctionalOf(model.Name, [.. model.Over.Select(s => s.Symbol.Name)]), new Sign("="), model.Energy, ", over ", new Plain(string.Join(", ", model.Over.Select(s => s.Symbol.Name)))]);
        if (model.Constraints.Count > 0)
            yield return new Section(Question.Energy, "subject to", [.. model.Constraints.Select(held =>
                new Statement([new Plain(held.Name), new Sign("="), new Plain(Prose.Number(held.Target)), ", ", new Plain(held.Name), new Sign("="), held.Value]))]);
        foreach (var condition in extremal.Conditions.AsEnumerable())
        {
            var name = new Plain(condition.State.Symbol.Name);
            if (condition.Variation is not { } variation)
            {
                yield return Section.Of(Question.Equation, "stationary", Build.Zero, new Sign("="), new Components(condition.Gradient));
                continue;
            }
            var isBounded = condition.State.Constraints.Count > 0;
            yield return new Section(Question.Equation, "stationary",
                [new Statement([Build.Zero, new Sign("="), new Formula(variation.Display - MultiplierStatements.Push(condition.State))]), .. MultiplierStatements.Conditions(condition.State)]);
            if (BoundarySections.Sides(condition.State, variation) is { Count: > 0 } sides)
                yield return new Section(Question.Equation, "boundary", sides);
            if (condition.Invariant is { } invariant)
                yield return Section.Of(Question.Consequences, "invariant", invariant, " does not change along a stationary ", name, isBounded ? " where it touches no bound" : "");
            if (condition.Second is { } second)
                yield return Section.Of(Question.Consequences, "second", second, ", not negative for any ", new Plain(StationaryCondition.Direction), isBounded ? " that vanishes where a bound is touched, at a minimum over " : " at a minimum over ", name);
        }
    }

    private static Section Compared(CompareModel compare) => new(Question.Energy, "compared", [.. compare.Candidates.Select(c => new Statement([
        new Plain($"{compare.Name}.{c.Name}"), new Sign("="), c.Value is { } value ? new Plain(Digits(value)) : c.Energy, ", ",
        new Plain(c.Name), new Sign("="), new Plain(Prose.OneLine(c.Text))]))]);

    private static IEnumerable<Section> Varied(VaryModel vary)
    {
        yield return new Section(Question.Energy, "varied", [
            new Statement([new Plain(vary.Name), " at ", new Plain(vary.State.Name), new Sign("="), new Plain($"{vary.At} + eps*({vary.Along})")]),
            new Statement([new Plain($"{vary.Name}(eps)"), new Sign("="), vary.Coefficients.Count > 0 ? new Plain(Polynomial(vary)) : vary.Curve]),
        ]);
        yield return new Section(Question.Consequences, "slope", [
            new Statement([new Plain($"{vary.Name}'(0)"), new Sign("="), Closed(vary.Slope)]),
            new Statement(["pairing ", new VariationOf(vary.Name, vary.State.Name), " with the direction", new Sign("="), Closed(vary.Pairing), Apart(vary)]),
        ]);
    }

    // What the two differ by stands on the sides.
    private static string Apart(VaryModel vary) =>
        vary.Slope.Value is { } slope && vary.Pairing.Value is { } pairing && Math.Abs(slope - pairing) > 1e-8 * (1 + Math.Abs(slope))
            ? $"; the difference {Digits(slope - pairing)} stands on the sides, where the direction is not 0 and the natural conditions do not hold"
            : "";

    private static Part Closed(ClosedModel closed) => closed.Value is { } value ? new Plain(Digits(value)) : closed.Expression;

    private static string Polynomial(VaryModel vary)
    {
        // What quadrature leaves of a coefficient that vanishes.
        var noise = 1e-13 * vary.Coefficients.Max(Math.Abs);
        var terms = vary.Coefficients.Select((c, k) => (Value: c, Text: k switch { 0 => Digits(c), 1 => $"{Digits(c)}*eps", _ => $"{Digits(c)}*eps^{k}" }))
            .Where(t => Math.Abs(t.Value) > noise).Select(t => t.Text).ToArray();
        return terms.Length == 0 ? "0" : string.Join(" + ", terms).Replace("+ -", "- ", StringComparison.Ordinal);
    }

    private static string Digits(double value) => double.IsPositiveInfinity(value) ? "infinity" : double.IsNegativeInfinity(value) ? "-infinity"
        : Math.Abs(value) < 1e-14 ? "0" : value.ToString("G8", CultureInfo.InvariantCulture);
}
