using System.Runtime.InteropServices;

namespace Flows.Compiler.Symbolics;

/// <summary>The canonical form of sums.</summary>
internal static class SumRules
{
    public static Expr Of(ReadOnlySpan<Expr> terms)
    {
        if (terms.Length == 1)
            return terms[0];
        Work.Spend(10 * terms.Length);
        var constant = Rational.Zero;
        var tooLong = new List<Expr>();
        var like = new Dictionary<Expr, Rational>(terms.Length);
        foreach (var term in terms)
        {
            if (term is Sum inner)
            {
                foreach (var part in inner.Terms)
                    Add(part, ref constant, like, tooLong);
            }
            else
            {
                Add(term, ref constant, like, tooLong);
            }
        }
        var result = new List<Expr>(like.Count + 1 + tooLong.Count);
        foreach (var (rest, coefficient) in like)
        {
            if (!coefficient.IsZero)
                result.Add(Scale(coefficient, rest));
        }
        if (!constant.IsZero)
            result.Add(Build.Number(constant));
        result.AddRange(tooLong);
        if (result.Count == 0)
            return Build.Zero;
        if (result.Count == 1)
            return result[0];
        result.Sort(ExprOrder.Terms);
        return Build.NewSum([.. result]);
    }

    /// <summary>Splits c · rest.</summary>
    public static (Rational Coefficient, Expr Remainder) Split(Expr term) => term switch
    {
        Number n => (n.Value, Build.One),
        Product { Factors: [Number n, var only] } => (n.Value, only),
        Product { Factors: [Number n, ..] } p => (n.Value, Build.NewProduct([.. p.Factors.AsSpan()[1..]])),
        _ => (Rational.One, term),
    };

    /// <summary>c · rest for a rest that Split gave, without sorting anew.</summary>
    public static Expr Scale(Rational coefficient, Expr rest) => rest switch
    {
        _ when coefficient.IsOne => rest,
        Number n => Build.Number(n.Value * coefficient),
        Product p => Build.NewProduct([Build.Number(coefficient), .. p.Factors]),
        _ => Build.NewProduct([Build.Number(coefficient), rest]),
    };

    /// <summary>The sum times a number, term by term; null when a coefficient gets too long.</summary>
    public static Expr? Scale(Rational factor, Sum sum)
    {
        var terms = new Expr[sum.Terms.Count];
        for (var i = 0; i < terms.Length; i++)
        {
            var (coefficient, rest) = Split(sum.Terms[i]);
            if (!Rational.TryMultiply(coefficient, factor, out var scaled))
                return null;
            terms[i] = Scale(scaled, rest);
        }
        // Coefficients decide the order only between numbers, of which there is one at most.
        return Build.NewSum([.. terms]);
    }

    /// <summary>The sum of the products of a factor with every term.</summary>
    public static Expr Distribute(Expr factor, Expr sum)
    {
        if (sum is not Sum s)
            return factor * sum;
        var terms = new Expr[s.Terms.Count];
        for (var i = 0; i < terms.Length; i++)
            terms[i] = factor * s.Terms[i];
        return Of(terms);
    }

    private static void Add(Expr term, ref Rational constant, Dictionary<Expr, Rational> like, List<Expr> tooLong)
    {
        if (term is Number n)
        {
            if (Rational.TryAdd(constant, n.Value, out var sum))
                constant = sum;
            else
                tooLong.Add(term);
            return;
        }
        var (coefficient, rest) = Split(term);
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(like, rest, out _);
        if (Rational.TryAdd(entry, coefficient, out var total))
            entry = total;
        else
            tooLong.Add(term);
    }
}
