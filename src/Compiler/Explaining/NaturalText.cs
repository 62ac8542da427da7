using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>Writes boundary terms with derivatives along the outward normal, d/dn, in place of those along the axis of the side.</summary>
internal static class NaturalText
{
    /// <summary>The coefficient that vanishes, without constant factors.</summary>
    public static string Of(BoundaryTerm term, Point point)
    {
        var e = Primitive(GradientExpansion.Expand(term.Expression) is { } expanded && IsShorter(expanded, term.Expression) ? expanded : term.Expression);
        // An odd number of normal derivatives changes sign with the normal.
        var n = term.Of == BoundaryFactor.Corner || term.IsUpper ? 1 : -1;
        Seq<Expr> terms = e is Sum s ? s.Terms : [e];
        return Primitive(Build.Sum([.. terms.Select(t => Along(t, term, n, point))])).ToString();
    }

    private static bool IsShorter(Expr a, Expr b) => a.ToString().Length < b.ToString().Length;

    // A factor that is a derivative by itself becomes a name; those inside norms and powers stay.
    private static Expr Along(Expr e, BoundaryTerm term, int n, Point point)
    {
        Seq<Expr> factors = e is Product p ? p.Factors : [e];
        var sign = 1;
        var written = new List<Expr>();
        foreach (var factor in factors)
        {
            var (text, odd) = Name(factor, term, point);
            sign *= odd ? n : 1;
            written.Add(text is null ? factor : Build.Symbol(text));
        }
        return sign * Build.Product([.. written]);
    }

    // d/dn u, d/dy d/dn u, d/dn lap u: the text, and whether the normal appears an odd number of times.
    private static (string? Text, bool IsOdd) Name(Expr e, BoundaryTerm term, Point point)
    {
        if (e is not Gradient g || g.Point != point)
            return (null, false);
        var isNormal = term.Of != BoundaryFactor.Corner && g.Axis == term.Axis;
        var (inner, odd) = Name(g.Operand, term, point);
        var text = inner ?? g.Operand.ToString();
        var operand = inner is not null || g.Operand is StateValue or DivGrad ? text : $"({text})";
        return ($"d/d{(isNormal ? "n" : point.Space.Axes[g.Axis])} {operand}", odd ^ isNormal);
    }

    // c·e = 0 is e = 0: numbers and named constants go.
    private static Expr Primitive(Expr e)
    {
        if (e is Product p)
            return Build.Product([.. p.Factors.Where(f => f.Known.Has(Kinds.Varying | Kinds.Symbol))]);
        return e is Sum s ? Contents.SplitFully(s).Primitive : e;
    }
}
