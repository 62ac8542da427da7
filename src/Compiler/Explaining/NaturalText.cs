using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>Writes boundary terms with derivatives along the outward normal, d/dn, in place of those along the axis of the side.</summary>
internal static class NaturalText
{
    /// <summary>The coefficient that vanishes, without constant factors.</summary>
    public static Formula Of(BoundaryTerm term, Point point) => Of(term, point, Primitive);

    /// <summary>The coefficient as it is.</summary>
    public static Formula Whole(BoundaryTerm term, Point point) => Of(term, point, e => e);

    private static Formula Of(BoundaryTerm term, Point point, Func<Expr, Expr> primitive)
    {
        var normals = new Dictionary<Symbol, NormalDerivative>();
        var e = primitive(GradientExpansion.Expand(term.Expression) is { } expanded && IsShorter(expanded, term.Expression) ? expanded : term.Expression);
        // An odd number of normal derivatives changes sign with the normal.
        var n = term.Of == BoundaryFactor.Corner || term.IsUpper ? 1 : -1;
        Seq<Expr> terms = e is Sum s ? s.Terms : [e];
        return new Formula(primitive(Build.Sum([.. terms.Select(t => Along(t, term, n, point, normals))]))) { Normals = normals };
    }

    /// <summary>d/dn of a state.</summary>
    public static Formula Normal(StateSymbol state, Point point)
    {
        var symbol = (Symbol)Build.Symbol($"d/dn {state.Name}");
        return new Formula(symbol) { Normals = new Dictionary<Symbol, NormalDerivative> { [symbol] = new(["n"], Build.Value(state, point)) } };
    }

    private static bool IsShorter(Expr a, Expr b) => a.ToString().Length < b.ToString().Length;

    // A factor that is a derivative by itself becomes a name; those inside norms and powers stay.
    private static Expr Along(Expr e, BoundaryTerm term, int n, Point point, Dictionary<Symbol, NormalDerivative> normals)
    {
        Seq<Expr> factors = e is Product p ? p.Factors : [e];
        var sign = 1;
        var written = new List<Expr>();
        foreach (var factor in factors)
        {
            if (Directions(factor, term, point) is not { } normal)
            {
                written.Add(factor);
                continue;
            }
            // An odd number of normal derivatives.
            if (normal.Directions.Count(d => d == "n") % 2 == 1)
                sign *= n;
            var symbol = (Symbol)Build.Symbol($"{string.Concat(normal.Directions.Select(d => $"d/d{d} "))}{normal.Operand}");
            normals[symbol] = normal;
            written.Add(symbol);
        }
        return sign * Build.Product([.. written]);
    }

    // d/dn u, d/dy d/dn u, d/dn lap u; null for what is no derivative.
    private static NormalDerivative? Directions(Expr e, BoundaryTerm term, Point point)
    {
        if (e is not Gradient g || g.Point != point)
            return null;
        var direction = term.Of != BoundaryFactor.Corner && g.Axis == term.Axis ? "n" : point.Space.Axes[g.Axis];
        return Directions(g.Operand, term, point) is { } inner ? inner with { Directions = [direction, .. inner.Directions] } : new([direction], g.Operand);
    }

    // c·e = 0 is e = 0: numbers and named constants go.
    private static Expr Primitive(Expr e)
    {
        if (e is Product p)
            return Build.Product([.. p.Factors.Where(f => f.Known.Has(Kinds.Varying | Kinds.Symbol))]);
        return e is Sum s ? Contents.SplitFully(s).Primitive : e;
    }
}
