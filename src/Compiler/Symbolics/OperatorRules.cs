using Flows.Language;

namespace Flows.Compiler.Symbolics;

/// <summary>The canonical form of gradients and divergences: linear, composites kept whole.</summary>
internal static class OperatorRules
{
    public static Expr Gradient(Expr operand, Point point, int axis)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)axis, (uint)point.Space.Dimension, nameof(axis));
        if (!Varies(operand, point))
            return Build.Zero;
        switch (operand)
        {
            case Coordinate c:
                return c.Axis == axis ? Build.One : Build.Zero;
            case Sum s:
                return Build.Sum(Map(s.Terms.AsSpan(), t => Gradient(t, point, axis)));
            case Product p when Pull(p, point) is { } pulled:
                return SumRules.Distribute(pulled.Constant, Gradient(pulled.Varying, point, axis));
            // ∂ₓ∂ₓf = Δf on a line
            case Gradient g when g.Point == point && point.Space is { Dimension: 1, Measure: not RadialMeasure }:
                return DivGrad(Build.One, g.Operand, point);
            // Mixed derivatives commute; the inner axis is the smaller.
            case Gradient g when g.Point == point && g.Axis > axis:
                return Gradient(Gradient(g.Operand, point, axis), point, g.Axis);
            default:
                var hash = HashCode.Combine(13, operand, point, axis);
                return ExprPool.Intern(new Gradient(operand, point, axis, hash, operand.Depth + 1));
        }
    }

    public static Expr DivGrad(Expr mobility, Expr potential, Point point)
    {
        if (mobility is Number { Value.IsZero: true } || !Varies(potential, point))
            return Build.Zero;
        if (!Varies(mobility, point) && mobility != Build.One)
            return SumRules.Distribute(mobility, DivGrad(Build.One, potential, point));
        if (mobility is Product m && Pull(m, point) is { } factor)
            return SumRules.Distribute(factor.Constant, DivGrad(factor.Varying, potential, point));
        if (mobility is Sum content && Contents.SplitFully(content) is var (common, primitive) && common.Abs() != Rational.One)
            return SumRules.Distribute(Build.Number(common.Abs()), DivGrad(Build.Number(common / common.Abs()) * primitive, potential, point));
        switch (potential)
        {
            case Coordinate c when point.Space.Measure is not RadialMeasure:
                return Gradient(mobility, point, c.Axis);
            // Δ∂f = ∂Δf
            case Gradient g when mobility == Build.One && g.Point == point && point.Space.Measure is not RadialMeasure:
                return Gradient(DivGrad(mobility, g.Operand, point), point, g.Axis);
            case Sum s:
                return Build.Sum(Map(s.Terms.AsSpan(), t => DivGrad(mobility, t, point)));
            case Product p when Pull(p, point) is { } pulled:
                return SumRules.Distribute(pulled.Constant, DivGrad(mobility, pulled.Varying, point));
            default:
                var hash = HashCode.Combine(14, mobility, potential, point);
                return ExprPool.Intern(new DivGrad(mobility, potential, point, hash, 1 + Math.Max(mobility.Depth, potential.Depth)));
        }
    }

    public static Expr Divergence(ReadOnlySpan<Expr> components, Point point)
    {
        if (components.Length != point.Space.Dimension)
            throw new ArgumentException("one component an axis", nameof(components));
        if (components is [DivGrad only] && only.Point == point && point.Space.Measure is not RadialMeasure)
            return Gradient(only, point, 0);
        var rest = components.ToArray();
        var parts = new List<Expr>();

        // Peels off what is a multiple of a gradient, m grad f.
        foreach (var term in Terms(components[0]))
        {
            foreach (var (mobility, potential) in Fluxes(term, point))
            {
                var flux = new Expr[rest.Length];
                for (var i = 0; i < flux.Length; i++)
                    flux[i] = mobility * Gradient(potential, point, i);
                if (!Enumerable.Range(0, rest.Length).All(i => Terms(rest[i]).Contains(flux[i])))
                    continue;
                parts.Add(DivGrad(mobility, potential, point));
                for (var i = 0; i < flux.Length; i++)
                    rest[i] -= flux[i];
                break;
            }
        }
        parts.Add(Kept(rest, point));
        return Build.Sum([.. parts]);
    }

    /// <summary>Splits constant · rest, the constant being what does not vary with the point; null when there is none.</summary>
    public static (Expr Constant, Expr Varying)? Pull(Product p, Point point)
    {
        var constant = new List<Expr>();
        var rest = new List<Expr>();
        foreach (var factor in p.Factors)
            (Varies(factor, point) ? rest : constant).Add(factor);
        return constant.Count == 0 ? null : (Build.Product([.. constant]), Build.Product([.. rest]));
    }

    public static bool Varies(Expr e, Point point) => e.Known.FreePoints.Contains(point);

    private static Expr Kept(Expr[] components, Point point)
    {
        if (!components.Any(c => Varies(c, point)))
            return Build.Zero;
        if (components.Length == 1 && components[0] is Sum s)
            return Build.Sum(Map(s.Terms.AsSpan(), t => Divergence([t], point)));
        if (components is [Product product] && Pull(product, point) is { } pulled)
            return pulled.Constant * Divergence([pulled.Varying], point);
        var first = components.First(c => c != Build.Zero);
        var (scale, _) = SumRules.Split(first is Sum sum ? sum.Terms[0] : first);
        var scaled = Map(components, c => Build.Number(Rational.One / scale) * c);
        var hash = HashCode.Combine(15, Build.Hash(15, scaled), point);
        Expr divergence = ExprPool.Intern(new Divergence([.. scaled], point, hash, Build.Depth(scaled)));
        return Build.Number(scale) * divergence;
    }

    // The ways to read a term as mobility · ∂f.
    private static List<(Expr Mobility, Expr Potential)> Fluxes(Expr term, Point point)
    {
        var fluxes = new List<(Expr, Expr)>();
        Seq<Expr> factors = term is Product p ? p.Factors : [term];
        foreach (var factor in factors)
        {
            var (b, e) = ProductRules.Split(factor);
            if (b is Gradient g && g.Point == point && Potential(g) is { } potential && (e == Build.One || e is Number { Value: { IsInteger: true, Sign: > 0 } }))
                fluxes.Add((term / g, potential));
        }
        return fluxes;
    }

    /// <summary>f where the derivative is ∂₁f; ∂₂∂₁u is that of ∂₂u.</summary>
    public static Expr? Potential(Gradient g) =>
        g.Axis == 0 ? g.Operand
        : g.Operand is Gradient inner && inner.Point == g.Point && Potential(inner) is { } potential ? Gradient(potential, g.Point, g.Axis)
        : null;

    private static Seq<Expr> Terms(Expr e) => e is Sum s ? s.Terms : [e];

    private static Expr[] Map(ReadOnlySpan<Expr> items, Func<Expr, Expr> map)
    {
        var result = new Expr[items.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = map(items[i]);
        return result;
    }
}
