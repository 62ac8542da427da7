using Flows.Compiler.Planning;

namespace Flows.Compiler.Explaining;

/// <summary>How it is computed: the scheme, why it was chosen and what it promises; or what is missing.</summary>
internal static class ComputationSections
{
    /// <summary>The sections; none where nothing is solved.</summary>
    public static IEnumerable<Section> Of(Analysed analysed, Target target)
    {
        if (analysed.Plan is not { } plan)
        {
            yield return new Section(Question.Computation, "scheme", [.. analysed.Missing.Select(m => m.Message).Distinct().Select(m => new Statement([$"none in this version: {m}"]))]);
            if (Methods(analysed, target, null) is { Statements.Count: > 0 } survey)
                yield return survey;
            yield break;
        }
        if (plan.Method is not { } method)
            yield break;
        yield return Section.Of(Question.Computation, "scheme", $"{method.Name}{Options(plan)} on {GridPlanning.Text(plan.GridCells)} cells: {method.Summary}");
        yield return Section.Of(Question.Computation, "reason", plan.Reason);
        yield return Section.Of(Question.Computation, "promises", $"{Promised(plan.Promises, method.Order(plan.Options))} in time");
        yield return Section.Of(Question.Computation, "source", method.Source);
        if (Methods(analysed, target, method.Name) is { Statements.Count: > 0 } others)
            yield return others;
    }

    // What the methods that run besides would promise; those that this version does not run, and those that do not fit, by name.
    private static Section Methods(Analysed analysed, Target target, string? chosen)
    {
        var verdicts = analysed.Equations.Count == 0 ? [] : MethodSurvey.Of(analysed.Equations, target).Where(v => v.Method.Name != chosen).ToArray();
        var fitting = verdicts.Where(v => v.Fit.Possible).OrderByDescending(v => v.Fit.Rank).ToLookup(v => MethodSurvey.Runs(v, analysed.Model, analysed.Equations));
        var others = verdicts.Where(v => !v.Fit.Possible).ToArray();
        return new Section(Question.Computation, "methods", [
            .. fitting[true].Select(v => new Statement([$"{v.Method.Name}: {Promised(v.Promises, v.Order)}"])),
            .. Named("not in this version: ", fitting[false]),
            .. Named("do not fit: ", fitting.Count > 0 ? others : [])]);
    }

    private static Statement[] Named(string what, IEnumerable<MethodVerdict> verdicts) => verdicts.ToArray() is { Length: > 0 } some
        ? [new Statement([what + string.Join(", ", some.Select(v => v.Method.Name))])]
        : [];

    private static string Promised(Promises p, int order)
    {
        string[] kept = [.. new[] { p.Decay ? "the energy falls at every step, whatever its length" : null, p.Mass ? "mass is kept to round-off" : null,
            p.Positivity ? "positivity is kept" : null, p.TimeBound ? "the time error is bounded" : null }.OfType<string>()];
        return kept.Length > 0 ? $"{string.Join("; ", kept)}; order {order}" : $"order {order}";
    }

    private static string Options(Plan plan)
    {
        var written = plan.Model.Solve!.Options.Where(o => OptionReader.Takes(plan.Method!, o)).Select(o => $"{o.Name} = {o.Text ?? Prose.Number(o.Number)}").ToArray();
        return written.Length == 0 ? "" : $" {{ {string.Join("; ", written)} }}";
    }
}
