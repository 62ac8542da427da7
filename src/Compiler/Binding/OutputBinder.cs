using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>Binds `animate` and `save`: which state, and how often.</summary>
internal static class OutputBinder
{
    // Pictures and saved states are large: a run of more is a slip of the pen.
    private const int MostRecords = 100_000;

    /// <summary>animate rho every s; null after an error.</summary>
    public static AnimationModel? Animate(ExpressionBinder binder, AnimateDecl a, SolveModel? solve)
    {
        if (binder.Declarations.State(a.State.Name) is null && binder.Declarations.Find(a.State.Name) is not { Syntax: StateDecl or NetworkDecl })
            binder.Report(NameErrors.Unknown("state", a.State.Name, a.State.Span, binder.Declarations.StateNames));
        var every = Every(binder, a.Every, solve, "the time between two pictures");
        binder.Declarations.Later.Add(NotYet.Runs("animations", a.Span) with { Severity = Language.Diagnostics.Severity.Warning });
        return every is { } time ? new AnimationModel(a.State.Name, time, a.Span) : null;
    }

    /// <summary>save every s; null after an error.</summary>
    public static double? Save(ExpressionBinder binder, SaveDecl s, SolveModel? solve) =>
        Every(binder, s.Every, solve, "the time between two saved states");

    private static double? Every(ExpressionBinder binder, ExprSyntax syntax, SolveModel? solve, string what)
    {
        if (Constants.Number(binder, syntax, Scope.For(Purpose.Constant), what) is not { } step)
            return null;
        if (!(step > 0) || double.IsInfinity(step))
            binder.Report(DomainErrors.BadTime(what, step, syntax.Span));
        else if (solve is { End.Time: var end } && double.IsFinite(end) && end / step > MostRecords)
            binder.Report(DomainErrors.TooManyTimes(step, end, MostRecords, syntax.Span));
        return step;
    }
}
