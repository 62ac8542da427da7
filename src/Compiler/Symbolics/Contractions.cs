namespace Flows.Compiler.Symbolics;

/// <summary>Finds sums over the axes among the terms of a sum: |grad a|^2, dot(grad a, grad b), |hess a|^2, dot(hess a, hess b), det(hess a).</summary>
internal static class Contractions
{
    /// <summary>The factors of a term with what it is a part of; the other parts are taken from those left. Null where it is none.</summary>
    public static List<Factor>? Of(ExprText text, Expr term, List<Expr> left)
    {
        var factors = ProductText.Split(term).Factors;
        return OfGradients(text, term, factors, left) ?? OfHessians(text, term, factors, left) ?? Determinant(text, term, factors, left);
    }

    // rest · ∂₀a ∂₀b
    private static List<Factor>? OfGradients(ExprText text, Expr term, List<Factor> factors, List<Expr> left)
    {
        foreach (var (a, b) in Pairs(factors, g => g.Axis == 0))
        {
            var rest = term / (a * b);
            var family = Enumerable.Range(1, a.Point.Space.Dimension - 1)
                .Select(i => rest * Build.Gradient(a.Operand, a.Point, i) * Build.Gradient(b.Operand, b.Point, i)).ToArray();
            if (Take(family, left))
                return Written(rest, ReferenceEquals(a, b) ? new(null, 2, Whole(text.Norm(a))) : new(null, Build.One, text.Notation.Call("dot", [text.Grad(a), text.Grad(b)])));
        }
        return null;
    }

    // rest · ∂₀∂₀a ∂₀∂₀b; an entry off the diagonal stands for two.
    private static List<Factor>? OfHessians(ExprText text, Expr term, List<Factor> factors, List<Expr> left)
    {
        foreach (var (a, b) in Pairs(factors, g => IsSecond(g, 0)))
        {
            var rest = term / (a * b);
            var family = Entries(a.Point.Space.Dimension).Skip(1)
                .Select(e => rest * (e.I == e.J ? 1 : 2) * Entry(a, e.I, e.J) * Entry(b, e.I, e.J)).ToArray();
            if (Take(family, left))
                return Written(rest, ReferenceEquals(a, b) ? new(null, 2, Whole(text.Notation.Bars(text.Hess(a)))) : new(null, Build.One, text.Notation.Call("dot", [text.Hess(a), text.Hess(b)])));
        }
        return null;
    }

    // rest · (∂₀∂₀a ∂₁∂₁a − (∂₀∂₁a)²) in the plane
    private static List<Factor>? Determinant(ExprText text, Expr term, List<Factor> factors, List<Expr> left)
    {
        foreach (var factor in factors)
        {
            if (factor.Base is not Gradient a || a.Point.Space.Dimension != 2 || !IsSecond(a, 0) || factor.Exponent != Build.One
                || !factors.Any(f => f.Base == Entry(a, 1, 1) && f.Exponent == Build.One))
                continue;
            var rest = term / (a * Entry(a, 1, 1));
            if (Take([-rest * Build.Power(Entry(a, 0, 1), 2)], left))
                return Written(rest, new(null, Build.One, text.Notation.Call("det", [text.Hess(a)])));
        }
        return null;
    }

    // Every two derivatives of a kind among the factors, or one squared.
    private static IEnumerable<(Gradient, Gradient)> Pairs(List<Factor> factors, Func<Gradient, bool> which)
    {
        var gradients = factors.Where(f => f.Base is Gradient { Point.Space.Dimension: > 1 } g && which(g)).ToArray();
        for (var i = 0; i < gradients.Length; i++)
        {
            for (var j = i; j < gradients.Length; j++)
            {
                var (a, b) = ((Gradient)gradients[i].Base!, (Gradient)gradients[j].Base!);
                if (a.Point == b.Point && (i != j || gradients[i].Exponent is Number { Value: var n } && n >= 2))
                    yield return (a, b);
            }
        }
    }

    private static IEnumerable<(int I, int J)> Entries(int dimension) =>
        Enumerable.Range(0, dimension).SelectMany(i => Enumerable.Range(i, dimension - i).Select(j => (i, j)));

    private static bool IsSecond(Gradient g, int axis) => g.Axis == axis && g.Operand is Gradient inner && inner.Axis == axis && inner.Point == g.Point;

    private static Expr Entry(Gradient second, int i, int j) =>
        Build.Gradient(Build.Gradient(((Gradient)second.Operand).Operand, second.Point, i), second.Point, j);

    private static bool Take(Expr[] family, List<Expr> left)
    {
        if (!family.All(left.Contains))
            return false;
        left.RemoveAll(family.Contains);
        return true;
    }

    private static Piece Whole(string text) => new(text, Binding.Postfix);

    private static List<Factor> Written(Expr rest, Factor whole) => [.. ProductText.Split(rest).Factors, whole];
}
