using Flows.Compiler.Analysis;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Explaining;

/// <summary>What follows: what is conserved, how the energy falls, convexity, rates, states at rest.</summary>
internal static class FactSections
{
    /// <summary>The sections, those left out that have nothing to say.</summary>
    public static IEnumerable<Section> Of(Equation equation, Analysed analysed)
    {
        foreach (var section in ConservedSections.Of(equation, analysed))
            yield return section;
        if (equation.Flow.Descent is null)
            yield break;
        yield return DissipationSections.Of(equation, analysed);
        var facts = equation.Facts;
        if (!equation.State.Symbol.IsPoint)
            yield return Section.Of(Question.Consequences, "convexity", Convex(facts.Convexity));
        if (facts.Rates.Where(IsTold).ToArray() is { Length: > 0 } rates)
            yield return new Section(Question.Consequences, "rates", [.. rates.GroupBy(r => (r.Quantity, r.Exponent)).Select(Of)]);
        foreach (var kind in facts.Stationary.GroupBy(s => s.Kind))
        {
            var constant = kind.Any(s => Substitution.DependsOn(s.Value, (Symbol)Build.Symbol("C"))) ? (Part[])[", ", new Plain("C"), " such that the mass fits"] : [];
            yield return Section.Of(Question.Consequences, "stationary", [
                new Plain(equation.State.Symbol.Name), new Sign("="), .. kind.SelectMany((s, i) => i == 0 ? (Part[])[s.Value] : [" or ", s.Value]), .. constant, $" ({kind.Key})"]);
        }
    }

    private static Part[] Convex(Convexity convexity) => convexity switch
    {
        Proved { Lambda: 0 } p => [$"convex along geodesics, proved ({p.By})"],
        Proved p when p.Lambda > 0 => [.. Lambda(p.Lambda), $", proved ({p.By})"],
        Proved p => [.. Lambda(p.Lambda), $", proved ({p.By}): not convex; steps shorter than {Prose.Number(-1 / p.Lambda)} keep each step's problem convex"],
        Suspected s => [.. Lambda(s.Lambda), $", as far as samples show ({s.By})"],
        UnknownConvexity u => [$"not known: {u.Why}"],
        _ => ["not known"],
    };

    // Over a high barrier Holley and Stroock's bound is true and says nothing.
    private static bool IsTold(Rate rate) => rate.Exponent <= 0 || rate.Exponent >= LeastRate;

    private static Part[] Lambda(double lambda) => [new Plain("lambda"), "-convex along geodesics with ", new Plain("lambda"), new Sign("="), new Plain(Prose.Number(lambda))];

    private static Statement Of(IEnumerable<Rate> theorems)
    {
        var rate = theorems.First();
        var exponential = new Plain($"exp({(rate.Exponent > 0 ? "-" : "")}{(Math.Abs(rate.Exponent) == 1 ? "" : $"{Prose.Number(Math.Abs(rate.Exponent))}*")}t)");
        var by = string.Join("; ", theorems.Select(t => $"{t.Theorem}{(t.IsProved ? "" : ", as far as samples show")} [{t.Source}]"));
        var (quantity, of) = rate.Quantity.EndsWith(OfTwo, StringComparison.Ordinal) ? (rate.Quantity[..^OfTwo.Length], OfTwo) : (rate.Quantity, "");
        return new Statement([
            new Plain(quantity), of, .. rate.Exponent switch
            {
                > 0 => (Part[])[" falls at least like ", exponential],
                0 => [" does not grow"],
                _ => [" grows at most like ", exponential],
            }, $": {by}"]);
    }

    private const double LeastRate = 1e-9;

    private const string OfTwo = " of two solutions";
}
