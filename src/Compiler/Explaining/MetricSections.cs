using Flows.Compiler.Binding;
using Flows.Compiler.Metrics;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;

namespace Flows.Compiler.Explaining;

/// <summary>The metric of a descent as an Onsager operator, and what follows from its form alone.</summary>
internal static class MetricSections
{
    /// <summary>The name of the metric with the options in force, and K ξ; of points what it means.</summary>
    public static Section Of(DescentModel descent)
    {
        var (metric, arguments) = (descent.Metric, descent.Arguments);
        var isDefault = descent.Mobility == metric.DefaultMobility(arguments.State, arguments.At);
        var options = metric.Options.Where(o => o.Name != "mobility" || !isDefault)
            .SelectMany(o => arguments.InForce(o) is { } value ? (Part[])[$", {o.Name} ", o.Name == "mobility" ? descent.Mobility : new Plain(value)] : []);
        var entries = metric is MatrixMetric matrix ? matrix.Named(arguments) : [];
        return new Section(Question.Metric, "metric", [
            new Statement([metric.Name, .. options, ": ", .. arguments.State.IsPoint || metric.Onsager(arguments).Count == 0 ? (Part[])[metric.Summary] : Operator(descent)]),
            .. entries.Select(e => new Statement([new Plain(e.Name), new Sign("="), e.Entry]))]);
    }

    /// <summary>−K applied to the derivative as it stands, before simplification.</summary>
    public static Expr Substituted(DescentModel descent, Variation variation) => descent.Metric.RightSide(descent.Arguments, [variation.Display])[0];

    /// <summary>⟨ξ, K ξ⟩, and what ξ is.</summary>
    public static Part[] Dissipation(DescentModel descent)
    {
        var (metric, arguments) = (descent.Metric, descent.Arguments);
        Part[] xi = arguments.State.IsPoint ? [new Plain("xi"), new Sign("="), new Plain($"grad {descent.Name}")]
            : metric.LeftSide(arguments).Length > 0 ? [new Plain("v"), new Sign("="), new TimeRate(arguments.State.Name, IsTotal: false)]
            : [new Plain("xi"), new Sign("="), new VariationOf(descent.Name, arguments.State.Name)];
        Part value = metric.LeftSide(arguments).Length == 0 && metric.Onsager(arguments) is { Count: > 0 } terms
            ? OnsagerForms.Dissipation(terms, arguments, OnsagerForms.Xi(arguments))
            : new Plain($"({metric.Dissipation(arguments)})");
        return [value, new Sign("<="), Build.Zero, ", ", .. xi];
    }

    /// <summary>n · flux of the metric, what it moves mass with; null where it moves none.</summary>
    public static Part? Flux(DescentModel descent) => descent.Metric.Onsager(descent.Arguments).Select(term => term switch
    {
        DivGradTerm(Number) => "grad xi",
        DivGradTerm(var m) => $"{m}*grad xi",
        PairKernelTerm(var k, var m) => $"{m}*conv {k.Name} ({m}*grad xi)",
        CovarianceTerm(var m) => $"{m}*C*grad xi",
        _ => null,
    }).FirstOrDefault(flux => flux is not null) is { } found ? new Plain($"n . {found}") : null;

    // L K ξ = …
    private static Part[] Operator(DescentModel descent)
    {
        var (metric, arguments) = (descent.Metric, descent.Arguments);
        var xi = OnsagerForms.Xi(arguments)[0];
        return [new Plain($"{metric.LeftSide(arguments)}K xi"), new Sign("="), -Build.Sum([.. metric.Onsager(arguments).Select(t => OnsagerForms.Rate(t, arguments.At, xi))])];
    }
}
