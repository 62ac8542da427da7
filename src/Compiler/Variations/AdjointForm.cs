using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Variations;

/// <summary>
/// The functional derivative as one expression with composites kept whole: ∫ a·D(e)[η] is written ∫ η·A(e, a) by
/// A(u, a) = a and A(∇g, a) = A(g, −∇·a), so that ∫|∇√ρ|² gives −Δ√ρ/√ρ and not its expansion.
/// </summary>
internal static class AdjointForm
{
    /// <summary>The coefficient of η(z) in the first variation of a closed expression.</summary>
    public static Expr Of(Expr e, StateSymbol state, Point z) => Build.Sum([.. Integrals.Slopes(e)
        .Where(i => Substitution.States(i.Integral).Contains(state))
        .Select(i => (i.Integral, Slope: SumRules.Split(i.Slope)))
        .GroupBy(i => (i.Integral.Point.Space, i.Slope.Remainder))
        .Select(g => g.Key.Remainder * Inside(Joined([.. g.Select(i => (i.Slope.Coefficient, i.Integral))]), state, z))]);

    // Integrals are split term by term when they are built; |∇u|² is differentiated as a whole.
    private static (Point Point, Expr Body) Joined((Rational Coefficient, Integral Integral)[] terms)
    {
        if (terms is [var only])
            return (only.Integral.Point, Build.Number(only.Coefficient) * only.Integral.Body);
        var fresh = terms[0].Integral.Point with { Index = 1 + terms.SelectMany(t => t.Integral.Body.Known.FreePoints.ToArray()).Max(p => p.Index) };
        return (fresh, Build.Sum([.. terms.Select(t => Build.Number(t.Coefficient) * Substitution.MovePoint(t.Integral.Body, t.Integral.Point, fresh))]));
    }

    private static Expr Inside((Point Point, Expr Body) integral, StateSymbol state, Point z)
    {
        var (p, body) = integral;
        var local = p.Space == state.Space ? Substitution.MovePoint(Local(body, 1, state, p), p, z) : 0;
        return local + Build.Integral(p, Of(body, state, z));
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
