using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Variations;

/// <summary>
/// The functional derivative as one expression with composites kept whole: ∫ a·D(e)[η] is written ∫ η·A(e, a) by
/// A(u, a) = a, A(∇g, a) = A(g, −∇·a) and A(∇∇g, a) = A(g, ∇∇:a), so that ∫|∇√ρ|² gives −Δ√ρ/√ρ and not its expansion.
/// </summary>
internal static class AdjointForm
{
    /// <summary>The coefficient of η(z) in the first variation of a closed expression.</summary>
    public static Expr Of(Expr e, StateSymbol state, Point z) => Build.Sum([.. Integrals.Slopes(e)
        .Where(i => Substitution.States(i.Integral).Contains(state))
        .Select(i => (i.Integral, Slope: SumRules.Split(i.Slope)))
        .GroupBy(i => (i.Integral.Point.Space, i.Slope.Remainder))
        .Select(g => g.Key.Remainder * Inside(Joined([.. g.Select(i => (i.Slope.Coefficient, i.Integral))]), state, z)),
        .. Transports.Slopes(e, state).Select(t => Substitution.MovePoint(Local(t.Density, t.Weight, state, t.Point), t.Point, z))]);

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
        var p = integral.Point;
        var body = Opened(integral.Body, state);
        var local = p.Space == state.Space ? Substitution.MovePoint(Local(body, 1, state, p), p, z) : 0;
        return local + Build.Integral(p, Of(body, state, z));
    }

    // The gradient of ∫K(x − y)u(y)dy holds u through the integral: it is written out, so that the integral is met.
    private static Expr Opened(Expr body, StateSymbol state) => !(body.Known.Has(Kinds.Operator) && body.Known.Has(Kinds.Integral)) ? body
        : Substitution.Replace(body, e => e is Gradient or DivGrad or Divergence && Integrals.Outermost(e).Any(i => Substitution.DependsOn(i, state))
            ? GradientExpansion.Expand(e)
            : null);

    // A(e, a) at the point p.
    private static Expr Local(Expr e, Expr a, StateSymbol state, Point p)
    {
        var terms = new List<Expr> { a * Derivative.Of(e, Build.Value(state, p)) };
        foreach (var first in Differentiated.First(e, p).Where(g => Substitution.States(g.Key).Contains(state)))
        {
            var flux = Enumerable.Repeat((Expr)0, p.Space.Dimension).ToArray();
            foreach (var g in first)
                flux[g.Axis] = a * Derivative.Of(e, g);
            if (flux.Any(f => f is not Number { Value.IsZero: true }))
                terms.Add(Local(first.Key, -Divergences.Of([.. flux], p), state, p));
        }
        foreach (var second in Differentiated.Second(e, p).Where(g => Substitution.States(g.Key).Contains(state)))
            terms.Add(Local(second.Key, Divergences.Twice(Hessian(e, a, second, p.Space.Dimension), p), state, p));
        foreach (var flux in Differentiated.Laplacians(e, p).Where(l => Substitution.States(l).Contains(state)))
        {
            // ∫ a D(∇·(m∇w)) = ∫ ∇·(m∇a) Dw − ∇a·∇w Dm
            var slope = a * Derivative.Of(e, flux);
            terms.Add(Local(flux.Potential, Build.DivGrad(flux.Mobility, slope, p), state, p));
            if (Substitution.States(flux.Mobility).Contains(state))
                terms.Add(Local(flux.Mobility, -Build.Sum([.. Axes(p).Select(i => Build.Gradient(slope, p, i) * Build.Gradient(flux.Potential, p, i))]), state, p));
        }
        foreach (var divergence in Differentiated.Divergences(e, p).Where(d => Substitution.States(d).Contains(state)))
        {
            var slope = a * Derivative.Of(e, divergence);
            terms.AddRange(Axes(p).Select(i => Local(divergence.Components[i], -Build.Gradient(slope, p, i), state, p)));
        }
        return Build.Sum([.. terms]);
    }

    private static IEnumerable<int> Axes(Point p) => Enumerable.Range(0, p.Space.Dimension);

    // a·∂e/∂(∂ᵢ∂ⱼo), symmetric: an entry off the diagonal stands for two.
    private static Expr[,] Hessian(Expr e, Expr a, IEnumerable<Gradient> entries, int dimension)
    {
        var h = new Expr[dimension, dimension];
        for (var i = 0; i < dimension; i++)
            for (var j = 0; j < dimension; j++)
                h[i, j] = 0;
        foreach (var entry in entries)
        {
            var (i, j) = (((Gradient)entry.Operand).Axis, entry.Axis);
            var slope = a * Derivative.Of(e, entry);
            h[i, j] = h[j, i] = i == j ? slope : slope / 2;
        }
        return h;
    }
}
