using Flows.Compiler.Functions;
using Flows.Language;

namespace Flows.Compiler.Symbolics;

/// <summary>A factor of a product to be written: an expression, or text that stands for several.</summary>
/// <param name="Base">What is raised; null if there is only text.</param>
/// <param name="Exponent">To which power.</param>
/// <param name="Written">What to write for the base.</param>
internal sealed record Factor(Expr? Base, Expr Exponent, Piece? Written = null)
{
    public static Factor Of(Expr e) => e is Power p ? new(p.Base, p.Exponent) : new(e, Build.One);

    /// <summary>Whether it is written below the line.</summary>
    public bool IsBelow => Contents.IsNegative(Exponent) && Exponent is Number or Product;

    /// <summary>Whether it varies neither in space nor in time.</summary>
    public bool IsConstant => Written is null && !Base!.Known.Has(Kinds.Varying | Kinds.Symbol) && !Exponent.Known.Has(Kinds.Varying | Kinds.Symbol);
}

/// <summary>Writes products: constants first, denominators as divisions, no number 1.</summary>
internal static class ProductText
{
    /// <summary>The factors of a term, its number apart.</summary>
    public static (Rational Coefficient, List<Factor> Factors) Split(Expr term) => term switch
    {
        Number n => (n.Value, []),
        Product { Factors: [Number n, ..] } p => (n.Value, Signed([.. p.Factors.AsSpan()[1..].ToArray().Select(Factor.Of)])),
        Product p => (Rational.One, Signed([.. p.Factors.AsSpan().ToArray().Select(Factor.Of)])),
        _ => (Rational.One, [Factor.Of(term)]),
    };

    // |a|^(p - 1)*sign(a) = |a|^(p - 2)*a and a^2*sign(a) = a*|a|: as a textbook writes them, but not defined at a = 0 for small p.
    private static List<Factor> Signed(List<Factor> factors)
    {
        foreach (var sign in factors.Where(f => f.Base is Apply { Function: Sign } && f.Exponent == Build.One).ToArray())
        {
            var a = ((Apply)sign.Base!).Arguments[0];
            var norm = factors.FindIndex(f => f.Base is Apply { Function: Abs } abs && abs.Arguments[0] == a);
            var even = factors.FindIndex(f => f.Base == a && f.Exponent is Number { Value.IsEven: true, Value.Sign: > 0 });
            if (norm < 0 && even < 0)
                continue;
            factors[factors.IndexOf(sign)] = norm >= 0 ? Factor.Of(a) : Factor.Of(Build.Apply(FunctionCatalog.Abs, a));
            var at = Math.Max(norm, even);
            factors[at] = factors[at] with { Exponent = factors[at].Exponent - 1 };
            factors.RemoveAll(f => f.Exponent == Build.Zero);
        }
        return factors;
    }

    /// <summary>A product whose coefficient is not negative.</summary>
    public static Piece Of(ExprText text, Rational coefficient, List<Factor> factors)
    {
        (coefficient, factors) = Spread(text, coefficient, Rooted(text, factors));
        if (coefficient.IsOne && factors is [var single] && !single.IsBelow)
            return text.Raised(single);
        var whole = NumberText.Decimal(coefficient);
        var (p, q) = whole is not null ? (whole, null) : Fraction(coefficient);
        Piece? number = coefficient.IsOne || p == "1" ? null : Number(p);
        var over = factors.Where(f => !f.IsBelow).ToArray();
        var below = factors.Where(f => f.IsBelow).ToArray();
        Seq<Piece> Above(Func<Factor, bool> which) => [.. over.Where(which).Select(text.Raised)];
        List<Piece> Below(Func<Factor, bool> which) => [.. below.Where(which).Select(f => text.Raised(f with { Exponent = -f.Exponent }))];

        // eps/2*u^2: the constants and what divides them come first, if there is a constant to be divided.
        var constants = Above(f => f.IsConstant);
        var constantBelow = Below(f => f.IsConstant);
        // A derivative along the normal reaches over what stands behind it.
        Seq<Piece> others = [.. Above(f => !f.IsConstant && !text.IsNormal(f.Base)), .. Above(f => !f.IsConstant && text.IsNormal(f.Base))];
        var front = constants.Count > 0 || number is not null && constantBelow.Count > 0;
        if (q is not null)
            constantBelow.Insert(0, Number(q));
        List<Piece> first = number is null ? [.. constants] : [number.Value, .. constants];
        if (!front || others.Count == 0)
            return Quotient([.. first, .. others], [.. constantBelow, .. Below(f => !f.IsConstant)]);
        var head = Quotient(first, constantBelow) with { Binding = Binding.Postfix };
        return Quotient([head, .. others], Below(f => !f.IsConstant));

        Piece Number(string spelled) => new(text.Notation.Number(spelled), Binding.Postfix);
        Piece Quotient(List<Piece> above, List<Piece> under) => text.Notation.Quotient(above.Count == 0 ? [Number("1")] : above, under);
    }

    // sqrt(a)*sqrt(1/b) is written sqrt(a/b): one root of all that varies, but a norm stays one.
    private static List<Factor> Rooted(ExprText text, List<Factor> factors)
    {
        var roots = factors.Where(f => f is { Written: null, Base: not null } && (f.Exponent == Build.Half || f.Exponent == -Build.Half) && !f.IsConstant
            && !(f.Base is Sum s && SumText.Norm(text, s) is not null)).ToArray();
        if (roots.Length < 2)
            return factors;
        var outer = roots.Any(r => r.Exponent == Build.Half) ? Build.Half : -Build.Half;
        var joined = new Factor(Build.Product([.. roots.Select(r => r.Exponent == outer ? r.Base! : Build.Power(r.Base!, -1))]), outer);
        return [.. factors.Select(f => f == roots[0] ? joined : f).Where(f => !roots.Contains(f))];
    }

    // rho*(x^2 + 2*rho)/2 in an equation is written rho*(x^2/2 + rho): as the derivative is.
    private static (Rational, List<Factor>) Spread(ExprText text, Rational coefficient, List<Factor> factors)
    {
        var at = factors.FindIndex(f => f is { Written: null, Base: Sum } && f.Exponent == Build.One);
        if (!text.JoinFluxes || coefficient.IsInteger || at < 0 || factors[at].Base is not Sum sum || !sum.Terms.Any(t => (coefficient * Split(t).Coefficient).IsInteger))
            return (coefficient, factors);
        List<Factor> spread = [.. factors];
        spread[at] = Factor.Of(Build.Sum([.. sum.Terms.Select(t => Build.Number(coefficient) * t)]));
        return (Rational.One, spread);
    }

    private static (string, string?) Fraction(Rational value) =>
        (NumberText.Decimal(new Rational(value.Numerator))!, NumberText.Decimal(new Rational(value.Denominator))!);
}
