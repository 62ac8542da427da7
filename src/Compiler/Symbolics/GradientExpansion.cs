using Flows.Language;

namespace Flows.Compiler.Symbolics;

/// <summary>Writes gradients and divergences of composites out, for display and for the analysis; never for the discretisation.</summary>
public static class GradientExpansion
{
    /// <summary>
    /// The expression in terms of gradients of states, their nested gradients, and Laplacians of states: grad(f(u)) = f′(u) grad u,
    /// div(m grad f) = m lap f + grad m · grad f.
    /// </summary>
    public static Expr Expand(Expr expression) => Expand(expression, []);

    private static Expr Expand(Expr e, Dictionary<Expr, Expr> memo)
    {
        if (!e.Known.Has(Kinds.Operator))
            return e;
        if (memo.TryGetValue(e, out var known))
            return known;
        var inner = Substitution.MapChildren(e, c => Expand(c, memo));
        var result = inner switch
        {
            Gradient g => OfGradient(g),
            DivGrad d => OfDivGrad(d),
            Divergence d => Build.Sum([.. d.Components.Select((c, i) => TotalDerivative.Along(c, d.Point, i) + Spreading(d.Point) * c)]),
            // Building anew may have joined or split operators.
            _ => ReferenceEquals(inner, e) ? inner : Expand(inner, memo),
        };
        memo[e] = result;
        return result;
    }

    private static Expr OfGradient(Gradient g) => IsPrimitive(g.Operand) ? g : TotalDerivative.Along(g.Operand, g.Point, g.Axis);

    private static Expr OfDivGrad(DivGrad d)
    {
        if (d.Mobility == Build.One && IsPrimitive(d.Potential))
            return d;
        var terms = new List<Expr>();
        for (var i = 0; i < d.Point.Space.Dimension; i++)
            terms.Add(TotalDerivative.Along(d.Mobility, d.Point, i) * TotalDerivative.Along(d.Potential, d.Point, i));
        terms.Add(SumRules.Distribute(d.Mobility, OfLaplacian(d.Potential, d.Point)));
        return Build.Sum([.. terms]);
    }

    // Δf(u, x): second derivatives of states along one axis are summed to Laplacians by construction, u_xx + u_yy = lap u.
    private static Expr OfLaplacian(Expr potential, Point point)
    {
        if (IsPrimitive(potential))
            return Build.Lap(potential, point);
        var terms = new List<Expr>();
        for (var i = 0; i < point.Space.Dimension; i++)
            terms.Add(TotalDerivative.Along(TotalDerivative.Along(potential, point, i), point, i));
        if (point.Space.Measure is RadialMeasure)
            terms.Add(Spreading(point) * TotalDerivative.Along(potential, point, 0));
        var dimension = point.Space.Dimension;
        return dimension == 0 ? Build.Zero : Laplacians(Build.Sum([.. terms]), point);
    }

    // Radial functions: div f = f′ + (d − 1) f/r.
    private static Expr Spreading(Point point) =>
        point.Space.Measure is RadialMeasure { Dimension: var d } ? (d - 1) / Build.Coordinate(point, 0) : Build.Zero;

    /// <summary>In a sum, a · u_xx + a · u_yy = a · lap u, and likewise under further derivatives.</summary>
    public static Expr Laplacians(Expr sum, Point point)
    {
        if (point.Space.Measure is RadialMeasure)
            return sum;
        Seq<Expr> terms = sum is Sum s ? s.Terms : [sum];
        foreach (var term in terms)
        {
            foreach (var factor in term is Product p ? p.Factors : [term])
            {
                if (factor is not Gradient g || g.Point != point)
                    continue;
                var (root, axes) = Chain(g, point);
                if (axes.Count(a => a == 0) < 2)
                    continue;
                int[] others = [.. axes.Order().Skip(2)];
                var rest = term / factor;
                var family = Enumerable.Range(0, point.Space.Dimension).Select(i => rest * Along(root, [i, i, .. others], point)).ToArray();
                if (family.All(terms.Contains))
                    return Laplacians(sum - Build.Sum(family) + rest * Along(Build.Lap(root, point), others, point), point);
            }
        }
        return sum;
    }

    // ∂ⱼ∂ᵢu as u and the axes i, j.
    private static (Expr Root, List<int> Axes) Chain(Gradient g, Point point)
    {
        var axes = new List<int> { g.Axis };
        var root = g.Operand;
        while (root is Gradient inner && inner.Point == point)
        {
            axes.Add(inner.Axis);
            root = inner.Operand;
        }
        return (root, axes);
    }

    private static Expr Along(Expr e, int[] axes, Point point) => axes.Aggregate(e, (inner, axis) => Build.Gradient(inner, point, axis));

    private static bool IsPrimitive(Expr operand) => operand switch
    {
        StateValue or DivGrad or Divergence or TransportPotential => true,
        Apply { Function.Jumps: true } => operand.Known.Has(Kinds.State),
        Gradient g => IsPrimitive(g.Operand),
        _ => false,
    };
}
