using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Language.Diagnostics;

namespace Flows.Compiler.Planning;

/// <summary>Chooses the method: the one named when it fits, else for `auto` the one that fits best.</summary>
public static class SchemeSelector
{
    /// <summary>The method and why; null with a diagnostic when none can be had.</summary>
    public static (MethodInfo Method, string Reason)? Choose(Equation equation, SolveModel solve, Target target, List<Diagnostic> found)
    {
        if (solve.Method != "auto")
        {
            var named = target.Methods.FirstOrDefault(m => m.Name == solve.Method);
            if (named is null)
            {
                found.Add(target.Later.Contains(solve.Method)
                    ? NotYet.Runs($"the method `{solve.Method}`", solve.MethodSpan)
                    : NameErrors.Unknown("method", solve.Method, solve.MethodSpan, target.Methods.Select(m => m.Name).Concat(target.Later).Append("auto")));
                return null;
            }
            var fit = named.Fit(equation);
            if (fit.Possible)
                return (named, "named in the program");
            found.Add(MethodErrors.DoesNotFit(named.Name, fit, solve.MethodSpan, target.Methods.Where(m => m.Fit(equation).Possible).Select(m => m.Name)));
            return null;
        }
        var fits = target.Methods.Select(m => (Method: m, Fit: m.Fit(equation))).ToArray();
        if (fits.Where(f => f.Fit.Possible).OrderByDescending(f => f.Fit.Rank).Select(f => ((MethodInfo, string)?)(f.Method, f.Fit.Reason)).FirstOrDefault() is { } best)
            return best;
        found.Add(MethodErrors.NothingFits(fits.Select(f => (f.Method.Name, f.Fit.Reason)), solve.Span));
        return null;
    }
}
