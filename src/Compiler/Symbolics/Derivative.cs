using System.Diagnostics;

namespace Flows.Compiler.Symbolics;

/// <summary>Partial derivatives with respect to a leaf or an atom that is taken as an independent variable.</summary>
public static class Derivative
{
    /// <summary>
    /// ∂e/∂atom. The atom is met wherever it occurs free; values at points bound by an integral are others. Gradients and divergences
    /// are independent of the states and coordinates of their own point, and commute with derivatives by anything else. Kantorovich
    /// potentials are held fixed.
    /// </summary>
    public static Expr Of(Expr expression, Expr atom) => Of(expression, atom, []);

    private static Expr Of(Expr e, Expr x, Dictionary<Expr, Expr> memo)
    {
        if (ReferenceEquals(e, x))
            return Build.One;
        if (e.Depth < x.Depth)
            return Build.Zero;
        if (memo.TryGetValue(e, out var known))
            return known;
        var result = e switch
        {
            Number or Constant or Symbol or Named or Coordinate or Time or StateValue or Component or Load or Scalar or Reduced => Build.Zero,
            // (a + b)′ = a′ + b′
            Sum s => Build.Sum([.. s.Terms.Select(D)]),
            Product p => OfProduct(p),
            Power p => OfPower(p),
            // f(a, b)′ = f_a a′ + f_b b′
            Apply a => OfApply(a),
            Conditional c => Build.If(c.Condition, D(c.Then), D(c.Else)),
            Gradient g => Free(g.Point) ? Build.Gradient(D(g.Operand), g.Point, g.Axis) : Build.Zero,
            // div(m grad f)′ = div(m′ grad f) + div(m grad f′)
            DivGrad d => Free(d.Point)
                ? Build.DivGrad(D(d.Mobility), d.Potential, d.Point) + Build.DivGrad(d.Mobility, D(d.Potential), d.Point)
                : Build.Zero,
            Divergence d => Free(d.Point) ? Build.Divergence([.. d.Components.Select(D)], d.Point) : Build.Zero,
            // (∫ f dy)′ = ∫ f′ dy
            Integral i => Free(i.Point) ? Build.Integral(i.Point, D(i.Body)) : Build.Zero,
            TransportDistance t => Free(t.Point) ? TransportRules.Rate(t, D(t.First), D(t.Second)) : Build.Zero,
            // No closed form is known: who differentiates an energy asks Transports.PotentialOf first.
            TransportPotential => Build.Zero,
            _ => throw new UnreachableException(),
        };
        memo[e] = result;
        return result;

        Expr D(Expr part) => Of(part, x, memo);

        bool Free(Point point) => !x.Known.FreePoints.Contains(point);

        // (a b c)′ = a′ b c + a b′ c + a b c′
        Expr OfProduct(Product p)
        {
            var terms = new List<Expr>();
            for (var i = 0; i < p.Factors.Count; i++)
            {
                var derivative = D(p.Factors[i]);
                if (derivative is Number { Value.IsZero: true })
                    continue;
                var factors = p.Factors.AsSpan().ToArray();
                factors[i] = derivative;
                terms.Add(Build.Product(factors));
            }
            return Build.Sum([.. terms]);
        }

        // (a^b)′ = b a^(b−1) a′ + a^b b′ log a
        Expr OfPower(Power p)
        {
            var (b, e1) = (D(p.Base), D(p.Exponent));
            var first = b is Number { Value.IsZero: true }
                ? Build.Zero
                : Build.Product(p.Exponent, Build.Power(p.Base, p.Exponent - 1), b);
            var second = e1 is Number { Value.IsZero: true }
                ? Build.Zero
                : Build.Product(p, e1, Build.Apply(Functions.FunctionCatalog.Log, p.Base));
            return first + second;
        }

        Expr OfApply(Apply a)
        {
            var terms = new List<Expr>();
            for (var i = 0; i < a.Arguments.Count; i++)
            {
                var inner = D(a.Arguments[i]);
                if (inner is not Number { Value.IsZero: true })
                    terms.Add(a.Function.Derivative(a.Arguments, i) * inner);
            }
            return Build.Sum([.. terms]);
        }
    }
}
