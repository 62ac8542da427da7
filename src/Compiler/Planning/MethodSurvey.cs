using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Language;

namespace Flows.Compiler.Planning;

/// <summary>What a method is good for in one program.</summary>
/// <param name="Method">The method.</param>
/// <param name="Fit">Whether it takes every flow of the program; of several flows the first that it does not take, else the least rank.</param>
/// <param name="Runs">Whether this version runs it for them.</param>
/// <param name="Promises">What it promises for them with default options.</param>
/// <param name="Order">Its order in time with default options.</param>
public sealed record MethodVerdict(MethodInfo Method, Fit Fit, bool Runs, Promises Promises, int Order);

/// <summary>Asks every method what it makes of the flows of a program.</summary>
public static class MethodSurvey
{
    private static readonly Promises Nothing = new(false, false, false, false);

    /// <summary>A verdict a method, in the order of the catalogue.</summary>
    /// <param name="equations">The flows; at least one.</param>
    /// <param name="target">The methods.</param>
    public static Seq<MethodVerdict> Of(Seq<Equation> equations, Target target) => [.. target.Methods.Select(method =>
    {
        var fit = FitOf(method, equations);
        var options = OptionReader.Read(method, [], []);
        return new MethodVerdict(method, fit, fit.Possible && method.Runs && fit.Lacking is null,
            fit.Possible ? Promised(method, options, equations) : Nothing, method.Order(options));
    })];

    /// <summary>Whether a method runs a program: it is planned to see.</summary>
    /// <param name="verdict">What it makes of the flows.</param>
    /// <param name="model">The program.</param>
    /// <param name="equations">Its flows.</param>
    public static bool Runs(MethodVerdict verdict, Model model, Seq<Equation> equations) => verdict.Runs && Planned(verdict.Method, model, equations) is not null;

    /// <summary>A program planned for a method with the options that it has by itself; null where it does not run it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="model">The program.</param>
    /// <param name="equations">Its flows.</param>
    public static Plan? Planned(MethodInfo method, Model model, Seq<Equation> equations)
    {
        if (model.Solve is null || equations.Count == 0 || !method.Runs || FitOf(method, equations) is not { Possible: true, Lacking: null })
            return null;
        var choice = new Choice(method, OptionReader.Read(method, [], []), "");
        return Runnable.Missing(model, equations, choice).Count > 0 ? null : PlanBuilder.Of(model, equations, choice).Value;
    }

    /// <summary>Whether a method takes every one of some flows.</summary>
    public static Fit FitOf(MethodInfo method, Seq<Equation> equations)
    {
        var fits = equations.Select(method.Fit).ToArray();
        if (fits.Any(f => !f.Possible))
            return fits.First(f => !f.Possible);
        var lacking = fits.Select(f => f.Lacking).FirstOrDefault(l => l is not null) ?? (fits.Length > 1 && !method.TakesSystems ? "several states" : null);
        return fits.MinBy(f => f.Rank) with { Lacking = lacking };
    }

    /// <summary>What a method promises for some flows: what it keeps of what each of them keeps.</summary>
    public static Promises Promised(MethodInfo method, MethodOptions options, Seq<Equation> equations)
    {
        var p = method.Promises(options);
        bool All(Func<Facts, bool> holds) => equations.Count > 0 && equations.All(e => holds(e.Facts));
        return new Promises(p.Mass && All(f => f.ConservesMass), p.Positivity && All(f => f.KeepsPositivity), p.Decay && All(f => f.Dissipative),
            p.TimeBound && All(f => f.Dissipative && f.Convexity is not UnknownConvexity));
    }
}
