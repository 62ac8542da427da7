using Flows.Compiler.Binding;
using Flows.Language;

namespace Flows.Compiler.Symbolics;

/// <summary>
/// For display: sums of terms that hold different powers of one base, as derivatives of roots do, with the lowest power taken out and the
/// rest multiplied out: 1/√s − p²/√s³ with s = p² + 1 is 1/√s³.
/// </summary>
internal static class Collecting
{
    // A rest is multiplied out up to this power of the base.
    private const int HighestPower = 4;

    /// <summary>The expression with its sums collected, where that is shorter.</summary>
    public static Expr Of(Expr e)
    {
        var split = Substitution.MapChildren(Monomials(e), Of);
        return split is Sum s && Collected(s) is { } collected && Length(collected) < Length(e) ? collected : Length(split) <= Length(e) ? split : e;
    }

    /// <summary>A quadratic form in a direction: one term for each product of its values and derivatives, its coefficient collected.</summary>
    /// <param name="body">What stands under the integral, with derivatives written out.</param>
    /// <param name="holdsDirection">Whether an expression holds the direction.</param>
    public static Expr Quadratic(Expr body, Func<Expr, bool> holdsDirection)
    {
        var coefficients = new Dictionary<Expr, List<Expr>>();
        var order = new List<Expr>();
        var expanded = Expansion.Expand(Monomials(body));
        foreach (var term in expanded is Sum s ? s.Terms : [expanded])
        {
            Seq<Expr> factors = term is Product p ? p.Factors : [term];
            var key = Build.Product([.. factors.Where(holdsDirection)]);
            if (!coefficients.TryGetValue(key, out var parts))
            {
                coefficients[key] = parts = [];
                order.Add(key);
            }
            parts.Add(Build.Product([.. factors.Where(f => !holdsDirection(f))]));
        }
        var form = Build.Sum([.. order.Select(key => Of(Build.Sum([.. coefficients[key]])) * key)]);
        return Length(form) < Length(body) ? form : body;
    }

    private static Expr? Collected(Sum sum)
    {
        foreach (var b in sum.Terms.SelectMany(Bases).Distinct())
        {
            var exponents = sum.Terms.Select(t => Exponent(t, b)).ToArray();
            var least = exponents.Min();
            if (exponents.All(x => x == least) || exponents.Any(x => !(x - least).IsInteger || x - least > new Rational(HighestPower)))
                continue;
            var rest = Expansion.Expand(Build.Sum([.. sum.Terms.Select(t => t * Build.Power(b, Build.Number(-least)))]));
            return Build.Power(b, Build.Number(least)) * Of(rest);
        }
        return null;
    }

    // Sums under a root or below the line.
    private static IEnumerable<Expr> Bases(Expr term) => (term is Product p ? p.Factors : [term]).ToArray()
        .OfType<Power>().Where(f => f is { Base: Sum, Exponent: Number n } && (!n.Value.IsInteger || n.Value.Sign < 0)).Select(f => f.Base);

    private static Rational Exponent(Expr term, Expr b) => (term is Product p ? p.Factors : [term]).ToArray()
        .Select(f => ReferenceEquals(f, b) ? Rational.One : f is Power { Exponent: Number n } power && ReferenceEquals(power.Base, b) ? n.Value : Rational.Zero)
        .Aggregate(Rational.Zero, (a, x) => a + x);

    // (1/(2 g y))^(3/2) beside y^4: positive constants and one thing that varies each get a power of their own, where the whole is positive.
    private static Expr Monomials(Expr e) => Substitution.Replace(e, part => part is Power { Base: Product b, Exponent: Number { Value.IsInteger: false } exponent }
        && b.Factors.Count(IsVarying) == 1 && b.Factors.Where(f => !IsVarying(f)).All(f => Constants.Value(f) > 0)
            ? Build.Product([.. b.Factors.Select(f => f is Power { Exponent: Number inner } p && (IsVarying(f) || Constants.Value(p.Base) > 0)
                ? Build.Power(p.Base, Build.Number(inner.Value * exponent.Value)) : Build.Power(f, exponent))])
            : null);

    private static bool IsVarying(Expr e) => e.Known.Has(Kinds.Varying | Kinds.Symbol);

    private static int Length(Expr e) => e.ToString().Length;
}
