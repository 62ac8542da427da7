using Flows.Compiler.Analysis;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>How the derivative of an energy comes about: its first variation, integration by parts, δF/δu.</summary>
internal static class DerivationSections
{
    private const string Direction = "eta";

    /// <summary>The sections of one descent.</summary>
    public static IEnumerable<Section> Of(Equation equation, int index)
    {
        var descent = equation.Flow.Descents[index];
        var state = equation.State.Symbol;
        if (state.IsPoint)
        {
            if (equation.Gradient.Count > 0 && index == 0)
                yield return Section.Of(Question.Energy, "derivative", new Plain($"grad {descent.Name}"), new Sign("="), new Components(equation.Gradient));
            yield break;
        }
        var variation = equation.Variations[index];
        if (variation.Order > 0 || variation.Beside.Count > 0)
            yield return new Section(Question.Energy, "variation", Steps(descent.Name, variation, equation.State.Domain.Axes.Any(a => !a.IsPeriodic)));
        yield return Section.Of(Question.Energy, "derivative", new VariationOf(descent.Name, state.Name), new Sign("="), variation.Display);
    }

    // δF = ∫ f_u η + f_p·∇η + f_H:∇²η = ∫ (δF/δu) η + terms on the sides
    private static Seq<Statement> Steps(string name, Variation variation, bool hasSides)
    {
        var first = new FunctionalOf(name, [variation.With.Name], Direction);
        if (variation.Order > 2)
            return [new Statement([first, new Sign("="), Build.Integral(variation.Point, variation.Display * Eta(variation)), hasSides ? " + terms on the sides" : ""])];
        var byParts = Build.Integral(variation.Point, variation.Display * Eta(variation));
        return [
            new Statement([first, new Sign("="), FirstVariation(variation)]),
            new Statement(["by parts", new Sign("="), byParts, hasSides && variation.Natural.Count > 0 ? " + terms on the sides, which vanish under the conditions below" : ""]),
        ];
    }

    private static Expr Eta(Variation variation) => Build.Value(new StateSymbol(Direction, variation.With.Space, StateKind.Field), variation.Point);

    // f_H = c 1: f_H:∇²η = c Δη
    private static bool IsScalar(Triple parts) => Enumerable.Range(0, parts.Dimension).All(i => Enumerable.Range(0, parts.Dimension)
        .All(j => parts.H(i, j) == (i == j ? parts.H(0, 0) : Build.Zero)));

    private static Expr FirstVariation(Variation variation)
    {
        var (eta, parts, at) = (Eta(variation), variation.Parts, variation.Point);
        var axes = Enumerable.Range(0, parts.Dimension).ToArray();
        Expr[] slopes = [.. axes.Select(i => Build.Gradient(eta, at, i))];
        return Build.Integral(at, parts.Value * eta
            + Build.Sum([.. axes.Select(i => parts.Gradient[i] * slopes[i])])
            + (IsScalar(parts) ? parts.H(0, 0) * Build.Lap(eta, at) : Build.Sum([.. axes.SelectMany(i => axes.Select(j => parts.H(i, j) * Build.Gradient(slopes[i], at, j)))])))
            + Build.Sum([.. variation.Beside.Select(g => OverSide(g.Side, g.Parts.Value * eta + Build.Sum([.. axes.Select(i => g.Parts.Gradient[i] * slopes[i])]), at))]);
    }

    private static Expr OverSide(SideMeasure side, Expr body, Point at)
    {
        var point = new Point(new Space(at.Space.Name, at.Space.Axes) { Measure = side }, at.Index);
        return Build.Integral(point, Substitution.MovePoint(body, at, point));
    }
}
