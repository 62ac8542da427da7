using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Variations;

/// <summary>
/// The functional derivative as one expression with composites kept whole: ∫ a·D(e)[η] is written ∫ η·A(e, a) by
/// A(u, a) = a and A(∇g, a) = A(g, −∇·a), so that ∫|∇√ρ|² gives −Δ√ρ/√ρ and not its expansion.
/// </summary>
internal static class AdjointForm
{
    /// <summary>The coefficient of η(z) in the first variation of a closed expression.</summary>
    public static Expr Of(Expr e, StateSymbol state, Point z) => Build.Sum([.. Integrals.Outermost(e)
        .Where(i => Substitution.States(i).Contains(state))
        .Select(i => Derivative.Of(e, i) * Inside(i, state, z))]);

    private static Expr Inside(Integral integral, StateSymbol state, Point z)
    {
        var p = integral.Point;
        var local = p.Space == state.Space ? Substitution.MovePoint(Local(integral.Body, 1, state, p), p, z) : 0;
        return local + Build.Integral(p, Of(integral.Body, state, z));
    }

    // A(e, a) at the point p.
    private static Expr Local(Expr e, Expr a, StateSymbol state, Point p)
    {
        var terms = new List<Expr> { a * Derivative.Of(e, Build.Value(state, p)) };
        foreach (var operand in Differentiated.Operands(e, p).Where(o => Substitution.States(o).Contains(state)))
        {
            var flux = Enumerable.Range(0, p.Space.Dimension).Select(axis => a * Derivative.Of(e, Build.Gradient(operand, p, axis))).ToArray();
            if (flux.Any(f => f is not Number { Value.IsZero: true }))
                terms.Add(Local(operand, -Divergences.Of([.. flux], p), state, p));
        }
        foreach (var lap in Differentiated.Laplacians(e, p).Where(l => Substitution.States(l).Contains(state)))
            terms.Add(Local(lap.Potential, Build.DivGrad(lap.Mobility, a * Derivative.Of(e, lap), p), state, p));
        return Build.Sum([.. terms]);
    }
}
