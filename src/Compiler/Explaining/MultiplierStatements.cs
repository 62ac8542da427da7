using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Explaining;

/// <summary>
/// What bounds make of an equation: a variational inequality, written with multipliers. Where u ≥ ψ is touched, ξ = δF/δu − λ with λ ≥ 0 and λ(u − ψ) = 0.
/// </summary>
internal static class MultiplierStatements
{
    /// <summary>∂u/∂t = −K(δF/δu − λ), and what holds of λ.</summary>
    /// <param name="equation">Of a state with bounds.</param>
    /// <param name="left">What stands left of the equals sign.</param>
    public static IEnumerable<Statement> Of(Equation equation, Part[] left)
    {
        var (state, flow) = (equation.State, equation.Flow);
        var push = Push(state);
        // A flow that descends nothing is held by the bounds as in L2.
        var added = flow.Descents.Count == 0 ? push
            : Build.Sum([.. flow.Descents.Select(d => d.Metric.RightSide(d.Arguments, [-push])[0])]);
        yield return new Statement([.. left, new Sign("="), new Formula(equation.RightSide + added, JoinFluxes: flow.Descent is not null)]);
        foreach (var statement in Conditions(state))
            yield return statement;
    }

    /// <summary>Σ λ − Σ μ: what the bounds add to −δF/δu.</summary>
    public static Expr Push(StateModel state) => Build.Sum([.. state.Constraints.Select((c, i) => c.IsUpper ? -Multiplier(state, i) : Multiplier(state, i))]);

    /// <summary>λ ≥ 0, u ≥ ψ, λ(u − ψ) = 0.</summary>
    public static IEnumerable<Statement> Conditions(StateModel state) => state.Constraints.Select((c, i) =>
    {
        var (lambda, u) = (Multiplier(state, i), Build.Value(state.Symbol, new Point(state.Symbol.Space, 0)));
        var gap = c.IsUpper ? c.Bound - u : u - c.Bound;
        return new Statement([lambda, new Sign(">="), Build.Zero, ", ", u, new Sign(c.IsUpper ? "<=" : ">="), c.Bound, ", ", lambda * gap, new Sign("="), Build.Zero]);
    });

    /// <summary>− Σ λ + Σ μ behind δF/δu: what ξ is where bounds are kept; nothing where there are none.</summary>
    public static IEnumerable<Part> Subtracted(StateModel state) =>
        state.Constraints.SelectMany((c, i) => (Part[])[new Sign(c.IsUpper ? "+" : "-"), Multiplier(state, i)]);

    // lambda, or lambda1, lambda2, …; of a state that is called so itself, kappa.
    private static Expr Multiplier(StateModel state, int index)
    {
        var name = state.Symbol.Name == "lambda" ? "kappa" : "lambda";
        return Build.Value(new StateSymbol(state.Constraints.Count == 1 ? name : $"{name}{index + 1}", state.Symbol.Space, StateKind.Field), new Point(state.Symbol.Space, 0));
    }
}
