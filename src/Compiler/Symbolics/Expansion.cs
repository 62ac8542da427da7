namespace Flows.Compiler.Symbolics;

/// <summary>Multiplies products of sums out.</summary>
public static class Expansion
{
    /// <summary>The most terms that a product is multiplied out to; a longer one is left as it is.</summary>
    public const int MaximumTerms = 10_000;

    /// <summary>The expression with products and whole powers of sums multiplied out, inside functions as well.</summary>
    public static Expr Expand(Expr expression) => Expand(expression, [], true);

    /// <summary>As <see cref="Expand(Expr)"/>, but what stands inside integrals stays as it is: the kernel (x − y)² is one.</summary>
    public static Expr ExpandOutside(Expr expression) => Expand(expression, [], false);

    private static Expr Expand(Expr e, Dictionary<Expr, Expr> memo, bool insideIntegrals)
    {
        if (e is Integral && !insideIntegrals)
            return e;
        if (memo.TryGetValue(e, out var known))
            return known;
        var inner = Substitution.MapChildren(e, c => Expand(c, memo, insideIntegrals));
        var result = inner switch
        {
            Product p => Multiply(p.Factors.AsSpan()) ?? p,
            Power { Base: Sum s, Exponent: Number { Value: { IsInteger: true, Sign: > 0 } n } } p when n <= 64 =>
                Multiply([.. Enumerable.Repeat<Expr>(s, (int)n.Numerator)]) ?? p,
            Sum s => Build.Sum([.. s.Terms.Select(t => ReferenceEquals(t, e) || t is not Product p ? t : Multiply(p.Factors.AsSpan()) ?? t)]),
            _ => inner,
        };
        memo[e] = result;
        return result;
    }

    private static Expr? Multiply(ReadOnlySpan<Expr> factors)
    {
        Expr[] terms = [Build.One];
        foreach (var factor in factors)
        {
            var sums = factor is Power { Base: Sum s, Exponent: Number { Value: { IsInteger: true, Sign: > 0 } n } } && n <= 64
                ? Enumerable.Repeat<Expr>(s, (int)n.Numerator)
                : [factor];
            foreach (var sum in sums)
            {
                Expr[] others = sum is Sum { Terms: var t } ? [.. t] : [sum];
                if ((long)terms.Length * others.Length > MaximumTerms)
                    return null;
                var products = new Expr[terms.Length * others.Length];
                for (var i = 0; i < products.Length; i++)
                    products[i] = terms[i / others.Length] * others[i % others.Length];
                // Like terms are collected at every stage, or (a + b)^20 would have a million.
                var collected = Build.Sum(products);
                terms = collected is Sum c ? [.. c.Terms] : [collected];
            }
        }
        return Build.Sum(terms);
    }
}
