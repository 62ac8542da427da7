using Flows.Compiler.Binding;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>The metric of a descent as an Onsager operator, and what follows from its form alone.</summary>
internal static class MetricSections
{
    /// <summary>The name of the metric, with K ξ.</summary>
    public static Section Of(DescentModel descent)
    {
        var mobility = descent.Mobility == descent.Metric.DefaultMobility(descent.Arguments.State, descent.Arguments.At)
            ? (Part[])[]
            : [", mobility ", descent.Mobility];
        return descent.Arguments.State.Kind is StateKind.Field or StateKind.Density
            ? Section.Of(Question.Metric, "metric", [descent.Metric.Name, .. mobility, ": ", new Plain("K xi"), new Sign("="), Applied(descent, Xi(descent.Arguments))])
            : Section.Of(Question.Metric, "metric", [descent.Metric.Name, .. mobility, ": ", new Plain(descent.Metric.Summary)]);
    }

    /// <summary>−K applied to the derivative as it stands, before simplification.</summary>
    public static Expr? Substituted(DescentModel descent, Variation variation) => descent.Metric.RightSide(descent.Arguments, [variation.Display])[0];

    /// <summary>⟨ξ, K ξ⟩.</summary>
    public static Part Dissipation(DescentModel descent) => new Plain(descent.Metric.Dissipation(descent.Arguments));

    /// <summary>n · flux of the metric where it moves mass through sides, else null.</summary>
    public static Part? Flux(DescentModel descent) => descent.Metric.Onsager(descent.Arguments) is [DivGradTerm(var m)]
        ? new Plain(m is Number ? "n . grad xi" : $"n . {m}*grad xi")
        : null;

    private static Expr Applied(DescentModel descent, Expr xi) => -descent.Metric.RightSide(descent.Arguments, [xi])[0];

    private static Expr Xi(MetricArguments arguments) => Build.Value(new StateSymbol("xi", arguments.State.Space, StateKind.Field), arguments.At);
}
