using Flows.Language;

namespace Flows.Compiler.Symbolics;

/// <summary>Writes sums: signs between the terms, sums over the axes as norms and dot products.</summary>
internal static class SumText
{
    public static Piece Of(ExprText text, Sum sum)
    {
        var terms = Terms(text, sum.Terms);
        // 1 - u^2 rather than -u^2 + 1
        if (terms is [{ Coefficient.Sign: < 0 }, { Coefficient.Sign: > 0 }])
            terms.Reverse();
        // lap u - u^3 + u rather than -u^3 + u + lap u
        if (text.JoinFluxes && terms[0].Coefficient.Sign < 0 && !terms[0].Factors.Any(IsFlux))
            terms = [.. terms.Where(IsInflow), .. terms.Where(t => !IsInflow(t))];
        if (terms.Count == 1)
            return text.Signed(terms[0].Coefficient, terms[0].Factors);
        var written = new List<(bool, string)>();
        foreach (var (coefficient, factors) in terms)
        {
            var (negative, positive) = ExprText.Flip(coefficient, factors) is { } flipped
                ? (false, ProductText.Of(text, -coefficient, flipped))
                : (coefficient.Sign < 0, ProductText.Of(text, coefficient.Abs(), factors));
            written.Add((negative, text.Notation.At(positive, Binding.Product)));
        }
        return new(text.Notation.Sum(written), Binding.Sum);
    }

    private static bool IsInflow((Rational Coefficient, List<Factor> Factors) term) => term.Coefficient.Sign > 0 && term.Factors.Any(IsFlux);

    private static bool IsFlux(Factor f) => f.Base is null or DivGrad;

    /// <summary>|grad a| if the sum is Σᵢ (∂ᵢa)², else null.</summary>
    public static Piece? Norm(ExprText text, Sum sum) =>
        Terms(text, sum.Terms) is [{ Coefficient.IsOne: true, Factors: [{ Written: { } norm, Exponent: Number { Value: var two } }] }] && two == 2 ? norm : null;

    private static List<(Rational Coefficient, List<Factor> Factors)> Terms(ExprText text, Seq<Expr> terms)
    {
        var left = terms.ToList();
        var result = new List<(Rational, List<Factor>)>();
        var families = left.Where(IsClosed).GroupBy(t => Scaling(text, t)).Where(g => g.Count() > 1).ToArray();
        foreach (var family in families)
        {
            result.Add((Rational.One, [.. ProductText.Split(family.Key.Shared).Factors, Joined(text, [.. family], family.Key.Shared)]));
            left.RemoveAll(family.Contains);
        }
        while (left.Count > 0)
        {
            var term = left[0];
            if (text.JoinFluxes && Flux(text, left) is { } flux)
            {
                result.Add(flux);
                continue;
            }
            left.RemoveAt(0);
            var split = ProductText.Split(term);
            result.Add(term.Known.Has(Kinds.Operator) && Contractions.Of(text, term, left) is { } contracted
                ? (split.Coefficient, contracted)
                : split);
        }
        return result;
    }

    // int a + c*int b is written int a + c*b, once for each factor that they share.
    private static Factor Joined(ExprText text, Expr[] terms, Expr rest)
    {
        // Rows have names of their own, by the point.
        var first = IntegralOf(terms[0]).Point;
        var point = first.Space.Measure is RowsMeasure ? first : first with { Index = 0 };
        var body = Build.Sum([.. terms.Select(t => t / rest / IntegralOf(t) * Substitution.MovePoint(IntegralOf(t).Body, IntegralOf(t).Point, point))]);
        return new(null, Build.One, text.Joined(point, body));
    }

    // div(m*grad a) + c*div(m*grad b): the first term with all that have its mobility, which are then taken; null if it is alone.
    private static (Rational, List<Factor>)? Flux(ExprText text, List<Expr> left)
    {
        if (FluxOf(left[0]) is not var (flux, _))
            return null;
        var family = left.Where(t => FluxOf(t) is { Flux: var other } && other.Mobility == flux.Mobility && other.Point == flux.Point).ToArray();
        if (family.Length == 1)
            return Halved(text, left);
        left.RemoveAll(family.Contains);
        var scales = family.Select(t => FluxOf(t)!.Value.Scale).ToArray();
        var common = scales.Select(s => SumRules.Split(s).Remainder).FirstOrDefault(c => scales.All(s => Divides(c, s))) ?? Build.One;
        var potential = Build.Sum([.. family.Select(t => FluxOf(t)!.Value.Scale / common * FluxOf(t)!.Value.Flux.Potential)]);
        var sign = Contents.IsNegative(potential) ? Rational.MinusOne : Rational.One;
        return (sign, [.. ProductText.Split(common).Factors, new(null, Build.One, text.OfDivGrad(flux.Mobility, Build.Number(sign) * potential, flux.Point))]);
    }

    // div(m*grad(x^2))/2 is written div(m*grad(x^2/2)): the number belongs to a potential that is given.
    private static (Rational, List<Factor>)? Halved(ExprText text, List<Expr> left)
    {
        var (flux, scale) = FluxOf(left[0])!.Value;
        var (number, rest) = SumRules.Split(scale);
        if (number.IsInteger || flux.Mobility == Build.One || Substitution.HasStates(flux.Potential))
            return null;
        left.RemoveAt(0);
        return (number.Sign > 0 ? Rational.One : Rational.MinusOne,
            [.. ProductText.Split(rest).Factors, new(null, Build.One, text.OfDivGrad(flux.Mobility, Build.Number(number.Abs()) * flux.Potential, flux.Point))]);
    }

    private static bool Divides(Expr common, Expr scale) =>
        !Substitution.Contains(scale / common, e => e is Power p && Contents.IsNegative(p.Exponent));

    private static (DivGrad Flux, Expr Scale)? FluxOf(Expr term) => term switch
    {
        DivGrad d => (d, Build.One),
        Product p when p.Factors.AsSpan().ToArray().OfType<DivGrad>().ToArray() is [var d] && term / d is var scale && !OperatorRules.Varies(scale, d.Point) => (d, scale),
        _ => null,
    };

    /// <summary>c*int a written int c*a; null where a factor is no constant.</summary>
    public static Piece? Whole(ExprText text, Product product)
    {
        if (!IsClosed(product) || product / IntegralOf(product) is var scale && Varies(scale))
            return null;
        var (point, body) = (IntegralOf(product).Point, IntegralOf(product).Body);
        // -int rho*(rho - 1) is int rho*(1 - rho).
        return Contents.IsNegative(scale) && !Turns(body)
            ? new(text.Notation.Sum([(true, text.Joined(point, -scale * body).Text)]), Binding.Sum)
            : text.Joined(point, scale * body);
    }

    private static bool Turns(Expr body)
    {
        var (_, factors) = ProductText.Split(body);
        return ExprText.Flip(Rational.MinusOne, factors) is not null;
    }

    private static (Space Space, Expr Shared) Scaling(ExprText text, Expr term) => SumRules.Split(term / IntegralOf(term)).Remainder is var shared
        && text.JoinIntegrals && !Varies(shared) ? (IntegralOf(term).Point.Space, Build.One) : (IntegralOf(term).Point.Space, shared);

    private static bool Varies(Expr e) => e.Known.Has(Kinds.Varying | Kinds.Symbol);

    private static bool IsClosed(Expr term) =>
        (term is Product p ? p.Factors.AsSpan().ToArray().Where(f => f.Known.Has(Kinds.Integral)) : [term]).ToArray() is [Integral only] && only.Known.FreePoints.Length == 0;

    private static Integral IntegralOf(Expr term) => term as Integral ?? ((Product)term).Factors.AsSpan().ToArray().OfType<Integral>().Single();
}
