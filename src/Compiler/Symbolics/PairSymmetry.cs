namespace Flows.Compiler.Symbolics;

/// <summary>How a function of two points behaves when they change places.</summary>
public static class PairSymmetry
{
    /// <summary>Whether w(q, p) is the same expression as w(p, q), definitions written out.</summary>
    public static bool IsEvenUnderExchange(Expr w, Point p, Point q)
    {
        var expanded = Definitions.Expand(w);
        return ReferenceEquals(Exchange(expanded, p, q), expanded);
    }

    /// <summary>The expression with two points exchanged.</summary>
    public static Expr Exchange(Expr w, Point p, Point q)
    {
        var aside = p with { Index = 1 + Math.Max(p.Index, q.Index) + w.Known.FreePoints.Select(f => f.Index).DefaultIfEmpty().Max() };
        return Substitution.MovePoint(Substitution.MovePoint(Substitution.MovePoint(w, p, aside), q, p), aside, q);
    }
}
