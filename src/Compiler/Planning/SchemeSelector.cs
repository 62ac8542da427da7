using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Language;
using Flows.Language.Diagnostics;

namespace Flows.Compiler.Planning;

/// <summary>A method with the options in force.</summary>
/// <param name="Method">The method.</param>
/// <param name="Options">Its options.</param>
/// <param name="Reason">Why this method.</param>
public sealed record Choice(MethodInfo Method, MethodOptions Options, string Reason);

/// <summary>Chooses the method: the one named when it fits, else for `auto` the one that fits best of those that run.</summary>
public static class SchemeSelector
{
    /// <summary>The method, or null with a diagnostic when none can be had: F0601, F0605 for what no version runs, F0690 for what this one does not.</summary>
    public static Checked<Choice> Choose(Seq<Equation> equations, SolveModel solve, Target target)
    {
        var found = new List<Diagnostic>();
        var chosen = solve.Method == "auto" ? Best(equations, solve, target, found) : Named(equations, solve, target, found);
        if (chosen is not var (method, reason))
            return new Checked<Choice>(null, [.. found]);
        // Options are those of the program's own method: another may not have them.
        Seq<OptionModel> options = solve.Replaced is null ? solve.Options : [.. solve.Options.Where(o => OptionReader.Takes(method, o))];
        found.AddRange(solve.Options.Except(options).Select(o => MethodErrors.LeftOut(method.Name, o)));
        var choice = new Choice(method, OptionReader.Read(method, options, found), reason);
        return new Checked<Choice>(found.Any(d => d.Severity == Severity.Error) ? null : choice, [.. found]);
    }

    private static (MethodInfo, string)? Named(Seq<Equation> equations, SolveModel solve, Target target, List<Diagnostic> found)
    {
        if (target.Methods.FirstOrDefault(m => m.Name == solve.Method) is not { } method)
        {
            found.Add(NameErrors.Unknown("method", solve.Method, solve.MethodSpan, target.Methods.Select(m => m.Name).Append("auto")));
            return null;
        }
        var fit = MethodSurvey.FitOf(method, equations);
        if (!fit.Possible)
        {
            var fitting = MethodSurvey.Of(equations, target).Where(v => v.Fit.Possible).ToArray();
            found.Add(MethodErrors.DoesNotFit(method.Name, fit, solve.MethodSpan, fitting.Where(v => v.Runs).Select(v => v.Method.Name), fitting.Where(v => !v.Runs).Select(v => v.Method.Name)));
            return null;
        }
        if (!method.Runs || fit.Lacking is not null)
            found.Add(NotYet.Runs(What(method, fit), solve.MethodSpan));
        return (method, solve.Replaced is null ? "named in the program" : "named on the command line");
    }

    private static (MethodInfo, string)? Best(Seq<Equation> equations, SolveModel solve, Target target, List<Diagnostic> found)
    {
        var fits = target.Methods.Select(m => (Method: m, Fit: MethodSurvey.FitOf(m, equations))).ToArray();
        var possible = fits.Where(f => f.Fit.Possible).OrderByDescending(f => f.Fit.Rank).ToArray();
        if (possible.Where(f => f.Method.Runs && f.Fit.Lacking is null).Select(f => ((MethodInfo, string)?)(f.Method, f.Fit.Reason)).FirstOrDefault() is { } best)
            return best;
        found.Add(possible.Length > 0
            ? NotYet.Runs($"{What(possible[0].Method, possible[0].Fit)}, which would be chosen here,", solve.MethodSpan)
            : MethodErrors.NothingFits(fits.Select(f => (f.Method.Name, f.Fit.Reason)), solve.Span));
        return null;
    }

    private static string What(MethodInfo method, Fit fit) => fit.Lacking is { } lacking ? $"`{method.Name}` for {lacking}" : $"the method `{method.Name}`";
}
