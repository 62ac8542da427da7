using Flows.Compiler.Planning;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>How it is computed: the scheme, why it was chosen and what it promises; or what is missing.</summary>
internal static class ComputationSections
{
    /// <summary>The sections; none where nothing is solved.</summary>
    public static IEnumerable<Section> Of(Analysed analysed)
    {
        if (analysed.Plan is not { } plan)
        {
            yield return new Section(Question.Computation, "scheme", [.. analysed.Missing.Select(m => m.Message).Distinct().Select(m => new Statement([$"none in this version: {m}"]))]);
            yield break;
        }
        if (plan.Method is not { } method)
            yield break;
        yield return Section.Of(Question.Computation, "scheme", $"{method.Name}{Options(plan)} on {plan.Cells} cells: {method.Summary}");
        yield return Section.Of(Question.Computation, "reason", plan.Reason);
        var p = plan.Promises;
        string?[] kept = [p.Decay ? "the energy falls at every step, whatever its length" : null, p.Mass ? "mass is kept to round-off" : null,
            p.Positivity ? "positivity is kept" : null, p.TimeBound ? "the time error is bounded" : null];
        yield return Section.Of(Question.Computation, "promises",
            $"{string.Join("; ", kept.OfType<string>().DefaultIfEmpty("none for this flow with these options"))}; order {method.Order(plan.Options)} in time");
        yield return Section.Of(Question.Computation, "source", method.Source);
    }

    private static string Options(Plan plan)
    {
        var written = plan.Model.Solve!.Options.Select(o => $"{o.Name} = {o.Text ?? Prose.Number(o.Number)}").ToArray();
        return written.Length == 0 ? "" : $" {{ {string.Join("; ", written)} }}";
    }
}
