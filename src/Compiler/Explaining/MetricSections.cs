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
    /// <param name="descent">What is descended.</param>
    /// <param name="state">By which state.</param>
    /// <param name="isNamed">Whether ξ has the state's name to it, where there are several.</param>
    /// <param name="isAlone">Whether this is all that moves the state: then Kξ is its rate.</param>
    public static (Part Value, Part[] Meaning) Dissipation(DescentModel descent, StateModel state, bool isNamed, bool isAlone)
    {
        var (metric, arguments) = (descent.Metric, descent.Arguments);
        var name = state.Symbol.Name;
        string Named(string symbol) => isNamed ? $"{symbol}_{name}" : symbol;
        var terms = metric.Onsager(arguments);
        var left = metric.LeftSide(arguments);
        if (state.Symbol.IsPoint)
            return (left.Length == 0 && terms.Count > 0 ? OnsagerForms.Dissipation(terms, arguments, OnsagerForms.Xi(arguments)) : new Plain($"({metric.Dissipation(arguments)})"),
                [new Plain("xi"), new Sign("="), new Plain($"grad {descent.Name}")]);
        if (left.Length > 0)
            return (new Plain($"({metric.Dissipation(arguments, Named("v"))})"), isAlone ? [new Plain(Named("v")), new Sign("="), new TimeRate(name, IsTotal: false)]
                : [new Plain($"{left}{Named("v")}"), new Sign("="), new VariationOf(descent.Name, name)]);
        Part value = terms.Count > 0
            ? OnsagerForms.Dissipation(terms, arguments, [Build.Value(new StateSymbol(Named("xi"), arguments.State.Space, StateKind.Field), arguments.At)])
            : new Plain($"({metric.Dissipation(arguments)})");
        return (value, [new Plain(Named("xi")), new Sign("="), new VariationOf(descent.Name, name), .. MultiplierStatements.Subtracted(state)]);
    }

    /// <summary>A formula that begins with a minus sign without it; null for any other.</summary>
    public static Part? Negated(Part part) =>
        part is Formula f && FormulaText.Of(part, new TextNotation(false)).StartsWith('-') ? new Formula(-f.Value) : null;

    /// <summary>n · flux of the metric, what it moves mass with; null where it moves none.</summary>
    public static Part? Flux(DescentModel descent) => descent.Metric.Onsager(descent.Arguments).Select(term => term switch
    {
        DivGradTerm(Number) => "grad xi",
        DivGradTerm(var m) => $"{Factor(m)}*grad xi",
        PairKernelTerm(var k, var m) => $"{Factor(m)}*conv {k.Name} ({Factor(m)}*grad xi)",
        CovarianceTerm(var m) => $"{Factor(m)}*C*grad xi",
        _ => null,
    }).FirstOrDefault(flux => flux is not null) is { } found ? new Plain($"n . {found}") : null;

    // L K ξ = …
    private static Part[] Operator(DescentModel descent)
    {
        var (metric, arguments) = (descent.Metric, descent.Arguments);
        var xi = OnsagerForms.Xi(arguments)[0];
        Part[] left = [new Plain($"{metric.LeftSide(arguments)}K xi"), new Sign("=")];
        // As the author wrote the mobility: -div(rho*(1 - rho)*grad xi), not div(rho*(rho - 1)*grad xi).
        if (metric.Onsager(arguments) is [DivGradTerm(var m)] && OnsagerForms.Rate(new DivGradTerm(m), arguments.At, xi) is Product)
            return [.. left, new Sign("-"), new Plain($"div({Factor(m)}*grad xi)")];
        return [.. left, -Build.Sum([.. metric.Onsager(arguments).Select(t => OnsagerForms.Rate(t, arguments.At, xi))])];
    }

    // A sum in parentheses.
    private static string Factor(Expr m) => m is Sum ? $"({m})" : m.ToString();
}
