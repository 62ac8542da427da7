using Flows.Compiler.Functions;

namespace Flows.Compiler.Symbolics;

/// <summary>The canonical form of powers.</summary>
internal static class PowerRules
{
    public static Expr Of(Expr b, Expr e)
    {
        if (e is Number { Value: var n })
        {
            // a^0 = 1, a^1 = a
            if (n.IsZero)
                return Build.One;
            if (n.IsOne)
                return b;
        }
        return b switch
        {
            Number x => OfNumber(x, e),
            // e^a = exp a
            _ when ReferenceEquals(b, Build.E) => Build.Apply(FunctionCatalog.Exp, e),
            // (e^a)^b = e^(a b)
            Apply { Function: Exp, Arguments: [var a] } => Build.Apply(FunctionCatalog.Exp, a * e),
            // |a|^2 = a^2
            Apply { Function: Abs, Arguments: [var a] } when e is Number { Value.IsEven: true } => Of(a, e),
            Power p => OfPower(p, e),
            Product p => OfProduct(p, e),
            Sum s when e is Number { Value: { IsInteger: true } k } => OfSum(s, k, e),
            _ => Build.NewPower(b, e),
        };
    }

    private static Expr OfPower(Power p, Expr e)
    {
        // (a^b)^n = a^(b n)
        if (e is Number { Value.IsInteger: true } || Signs.IsNonNegative(p.Base))
            return Of(p.Base, p.Exponent * e);
        if (p.Exponent is not Number { Value: var inner })
            return Build.NewPower(p, e);
        var product = p.Exponent * e;
        // (a^2)^(1/2) = |a|; of an odd or broken power the base is positive wherever it is defined.
        return !inner.IsEven || product is Number { Value.IsEven: true }
            ? Of(p.Base, product)
            : Of(Build.Apply(FunctionCatalog.Abs, p.Base), product);
    }

    private static Expr OfProduct(Product p, Expr e)
    {
        // (a b)^n = a^n b^n
        if (e is Number { Value.IsInteger: true })
        {
            var powers = new Expr[p.Factors.Count];
            for (var i = 0; i < powers.Length; i++)
                powers[i] = Of(p.Factors[i], e);
            return Build.Product(powers);
        }
        // (a b)^c = a^c b^c for a ≥ 0; numbers only where the root is exact, so that sqrt(2 pi) stays together. Where c varies the
        // parts might overflow while the whole does not.
        if (e.Known.Has(Kinds.Varying))
            return Build.NewPower(p, e);
        var outside = new List<Expr>();
        var inside = new List<Expr>();
        foreach (var factor in p.Factors)
        {
            var free = factor is Number n
                ? n.Value.Sign > 0 && e is Number { Value: var q } && Roots.Exact(n.Value, q) is not null
                : factor.Known.Has(Kinds.Varying | Kinds.Symbol) && Signs.IsNonNegative(factor) || IsEvenPower(factor);
            (free ? outside : inside).Add(factor);
        }
        if (outside.Count == 0)
            return Build.NewPower(p, e);
        var kept = inside.Count == 0 ? Build.One : Build.Product([.. inside]);
        outside = [.. outside.Select(f => Of(f, e))];
        outside.Add(kept is Product same && same.Factors.Count == inside.Count ? Build.NewPower(kept, e) : Of(kept, e));
        return Build.Product([.. outside]);
    }

    private static bool IsEvenPower(Expr factor) =>
        factor is Power { Exponent: Number { Value.IsEven: true } } && factor.Known.Has(Kinds.Varying | Kinds.Symbol);

    private static Expr OfSum(Sum s, Rational k, Expr e)
    {
        // (2a + 2b)^n = 2^n (a + b)^n, (y − x)^2 = (x − y)^2
        var (content, primitive) = Contents.Split(s);
        if (content.IsOne || !Rational.TryPow(content, k.Numerator, out var scale))
            return Build.NewPower(s, e);
        return Build.Product([Build.Number(scale), Build.NewPower(primitive, e)]);
    }

    private static Expr OfNumber(Number x, Expr e)
    {
        var value = x.Value;
        if (value.IsOne)
            return x;
        if (e is not Number { Value: var n })
            return Build.NewPower(x, e);
        if (value.IsZero)
            return n.Sign > 0 ? x : Build.NewPower(x, e);
        if (n.IsInteger)
            return Rational.TryPow(value, n.Numerator, out var power) ? Build.Number(power) : Build.NewPower(x, e);
        if (value.Sign < 0)
            return Build.NewPower(x, e);
        if (Roots.Exact(value, n) is { } exact)
            return Build.Number(exact);
        return Radical(value, n) ?? Build.NewPower(x, e);
    }

    // 8^(1/2) = 2 · 2^(1/2), (3/2)^(-1/2) = 1/3 · 3^(1/2) 2^(1/2): integer bases, exponents between 0 and 1.
    private static Expr? Radical(Rational value, Rational n)
    {
        if (!value.IsInteger)
        {
            var (p, q) = (new Rational(value.Numerator), new Rational(value.Denominator));
            return Build.Product([Of(Build.Number(p), Build.Number(n)), Of(Build.Number(q), Build.Number(-n))]);
        }
        var whole = n.Floor();
        if (!Rational.TryPow(value, whole, out var outside))
            return null;
        var rest = n - new Rational(whole);
        var inside = value.Numerator;
        if (rest.Denominator <= 64)
        {
            var (root, kept) = Roots.PullOut(inside, (int)rest.Denominator);
            if (Rational.TryPow(new Rational(root), rest.Numerator, out var pulled))
            {
                outside *= pulled;
                inside = kept;
            }
        }
        var radical = inside.IsOne ? Build.One : Build.NewPower(Build.Number(new Rational(inside)), Build.Number(rest));
        if (outside.IsOne)
            return radical;
        return inside.IsOne ? Build.Number(outside) : Build.NewProduct([Build.Number(outside), radical]);
    }
}
