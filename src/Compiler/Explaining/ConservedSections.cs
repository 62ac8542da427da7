using Flows.Compiler.Analysis;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Explaining;

/// <summary>What a flow conserves, sides included: mass, linear functionals, Hamiltonians; where the sides do work, the balance.</summary>
internal static class ConservedSections
{
    /// <summary>What is conserved, and the balances of Hamiltonians that are not.</summary>
    public static IEnumerable<Section> Of(Equation equation, Analysed analysed)
    {
        var (facts, state) = (equation.Facts, equation.State.Symbol);
        var mass = facts.ConservesMass && !state.IsPoint;
        var hamiltonian = HamiltonianBalance.Of(equation, analysed);
        Statement?[] all =
        [
            mass ? new Statement(["the mass ", Integral(state, Build.One)]) : null,
            .. facts.Invariants.Where(phi => !(mass && phi is Number)).Select(phi => new Statement([Integral(state, phi)])),
            hamiltonian is { IsConserved: true } ? new Statement(["the Hamiltonian ", new Plain(hamiltonian.Name)]) : null,
            facts.KeepsPositivity ? new Statement([new Plain(state.Name), new Sign(">="), Build.Zero, " is kept"]) : null,
        ];
        var known = all.OfType<Statement>().ToArray();
        yield return known.Length > 0
            ? new Section(Question.Consequences, "conserved", [.. known])
            : Section.Of(Question.Consequences, "conserved", "nothing that is known");
        if (hamiltonian is { IsConserved: false })
            yield return Section.Of(Question.Consequences, "balance", [new TimeRate(hamiltonian.Name, IsTotal: true), new Sign("="), .. BalanceText.Of(hamiltonian.Gain, hamiltonian.Work)]);
    }

    private static Expr Integral(StateSymbol state, Expr weight)
    {
        var point = new Point(state.Space, 0);
        return Build.Integral(point, weight * Build.Value(state, point));
    }
}
