using Flows.Compiler.Functions;
using Flows.Language;

namespace Flows.Compiler.Symbolics;

/// <summary>r log r and r log(r/s) are 0 at r = 0: rewrites such products so that they are computed so.</summary>
public static class VacuumLogs
{
    /// <summary>The expression with guarded logarithms; done before kernels and interpretation, never for display.</summary>
    public static Expr Guard(Expr expression) => Guard(expression, []);

    private static Expr Guard(Expr e, Dictionary<Expr, Expr> memo)
    {
        if (memo.TryGetValue(e, out var known))
            return known;
        var inner = Substitution.MapChildren(e, c => Guard(c, memo));
        var result = inner is Product p ? OfProduct(p) : inner;
        memo[e] = result;
        return result;
    }

    private static Expr OfProduct(Product p)
    {
        for (var i = 0; i < p.Factors.Count; i++)
        {
            var (log, power) = ProductRules.Split(p.Factors[i]);
            if (log is Apply { Function: Log, Arguments: [var argument] } && power is Number { Value: { IsInteger: true, Sign: > 0 } n })
            {
                if (Vanishing(p, argument) is not { } r)
                    continue;
                // r (log q)^n = (r^(1/n) log q)^n
                var root = n.IsOne ? r : Build.Power(r, Build.Number(Rational.One / n));
                var guarded = Build.Power(Build.Apply(FunctionCatalog.XLogY, root, argument), power);
                return Rest(p, r, p.Factors[i]) is Product rest ? OfProduct(rest) * guarded : Rest(p, r, p.Factors[i]) * guarded;
            }
            // r (log r + 1) = r log r + r
            if (p.Factors[i] is Sum sum && sum.Terms.Any(t => Logs(t).Any(q => Vanishing(p, q) is not null)))
            {
                var rest = p / sum;
                return Build.Sum([.. sum.Terms.Select(t => rest * t is Product term ? OfProduct(term) : rest * t)]);
            }
        }
        return p;
    }

    // The factor of the product that is 0 where the argument of the logarithm is.
    private static Expr? Vanishing(Product p, Expr argument)
    {
        var bases = Bases(argument);
        return p.Factors.FirstOrDefault(f =>
            f.Known.Has(Kinds.Varying | Kinds.Symbol)
            && ProductRules.Split(f) is var (b, e)
            && e is not Number { Value.Sign: < 0 }
            && bases.Contains(b));
    }

    private static Seq<Expr> Bases(Expr argument)
    {
        Seq<Expr> factors = argument is Product p ? p.Factors : [argument];
        return [.. factors.Select(ProductRules.Split).Where(s => s.Exponent is not Number { Value.Sign: < 0 }).Select(s => s.Base)];
    }

    private static IEnumerable<Expr> Logs(Expr term) =>
        (term is Product p ? p.Factors : [term])
        .Select(f => ProductRules.Split(f).Base)
        .OfType<Apply>()
        .Where(a => a.Function is Log)
        .Select(a => a.Arguments[0]);

    private static Expr Rest(Product p, Expr first, Expr second) =>
        Build.Product([.. p.Factors.Where(f => !ReferenceEquals(f, first) && !ReferenceEquals(f, second))]);
}
