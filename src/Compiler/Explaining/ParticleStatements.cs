using Flows.Compiler.Analysis;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Explaining;

/// <summary>The equation of particles: of each one, and of their density as their number grows.</summary>
internal static class ParticleStatements
{
    /// <summary>The statements.</summary>
    public static IEnumerable<Statement> Of(Equation equation)
    {
        var flow = equation.Flow;
        var state = equation.State.Symbol;
        var axes = state.Space.Axes;
        Part[] noise = flow.Noise is { } n ? [new Sign("+"), Build.Sqrt(2 / n.Beta), " ", new TimeRate("W", IsTotal: true)] : [];
        yield return new Statement([
            "each particle ", new TimeRate(axes.Count == 1 ? axes[0] : $"({string.Join(", ", axes)})", IsTotal: true), new Sign("="), new Components(equation.RightSides), .. noise,
            .. flow.Noise is null ? (Part[])[] : [", ", new Plain("W"), " Brownian motion of its own"]]);
        foreach (var memory in equation.Memory.AsEnumerable())
            yield return new Statement([new TimeRate(memory.Name, IsTotal: true), new Sign("="), new Components(memory.Rate)]);
        if (equation.WeightRate is { } weight)
            yield return new Statement([new TimeRate("log w", IsTotal: true), new Sign("="), weight, ", ", new Plain("w"), " the mass of each particle"]);
        else if (equation.Memory.Count == 0)
            yield return new Statement(["as their number grows, ", new TimeRate(state.Name, IsTotal: false), new Sign("="), new Formula(Density(equation), JoinFluxes: true)]);
        if (equation.Regularised.Length > 0)
            yield return new Statement([equation.Regularised]);
    }

    // −div(ρ v) + Δρ/β
    private static Expr Density(Equation equation)
    {
        var at = new Point(equation.State.Symbol.Space, 0);
        var rho = Build.Value(equation.State.Symbol, at);
        var moved = Build.Divergence([.. equation.RightSides.Select(v => -(rho * v))], at);
        return equation.Flow.Noise is { Beta: var beta } ? moved + Build.Lap(rho, at) / beta : moved;
    }
}
