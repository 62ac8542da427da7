using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Variations;

/// <summary>For display: u(u² − 1) is written u³ − u.</summary>
internal static class Polynomials
{
    /// <summary>The expression with a power of u multiplied into the one sum of powers of u beside it, term by term.</summary>
    public static Expr MultipliedOut(Expr e, Expr u) => e switch
    {
        Sum s => Build.Sum([.. s.Terms.Select(t => OfTerm(t, u))]),
        _ => OfTerm(e, u),
    };

    private static Expr OfTerm(Expr term, Expr u)
    {
        if (term is not Product p || p.Factors.OfType<Sum>().ToArray() is not [var sum] || !sum.Terms.All(t => IsMonomial(t, u)))
            return term;
        return p.Factors.FirstOrDefault(f => f == u || f is Power { Exponent: Number { Value: { IsInteger: true, Sign: > 0 } } } power && power.Base == u) is { } powerOfU
            ? Build.Product([.. p.Factors.Where(f => f != sum && f != powerOfU), Build.Sum([.. sum.Terms.Select(t => t * powerOfU)])])
            : term;
    }

    private static bool IsMonomial(Expr t, Expr u) =>
        (t is Product p ? p.Factors : [t]).All(f => f == u || f is Power power && power.Base == u && power.Exponent is Number || !f.Known.Has(Kinds.Varying));
}
