using System.Globalization;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>
/// F = ∫ convex − ∫ concave + left over, both integrands convex in (u, ∇u): a step that takes the first at the new state and the second at the
/// old one decreases F whatever its length (Eyre, MRS Proc. 529 (1998)). Term by term where each is convex or concave; else by S/2 u², with
/// S from interval bounds of the second derivative.
/// </summary>
/// <param name="Convex">F_c at the ambient point.</param>
/// <param name="Concave">F_e: what is subtracted.</param>
/// <param name="Left">Pieces that are not split: nonlocal ones, and what has no bound.</param>
/// <param name="By">How, for people.</param>
public sealed record ConvexSplitting(Expr Convex, Expr Concave, Seq<Piece> Left, string By)
{
    /// <summary>Splits the pieces of an energy.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="state">The state.</param>
    public static ConvexSplitting Of(Seq<Piece> pieces, StateSymbol state)
    {
        var u = Build.Value(state, new Point(state.Space, 0));
        var (convex, concave, open) = (new List<Expr>(), new List<Expr>(), new List<Expr>());
        var left = new List<Piece>();
        foreach (var piece in pieces)
        {
            if (piece is Potential)
                convex.Add(piece.Integrand);
            else if (piece is Internal or LinearDiffusion or GradientTerm)
                foreach (var term in Terms(piece, state))
                    (ShapeOf(term, state) switch { Shape.Convex or Shape.Affine or Shape.Constant => convex, Shape.Concave => concave, _ => open }).Add(term);
            else
                left.Add(piece);
        }
        left.AddRange(open.Where(Substitution.HasOperators).Select(t => new GradientTerm(t)));
        open.RemoveAll(Substitution.HasOperators);
        var by = "term by term";
        if (open.Count > 0 && Stabiliser(Build.Sum([.. open]), u, state) is null)
        {
            // u³ alone has no bound, u⁴ + u³ has.
            open.AddRange(convex.Concat(concave).Where(t => IsOfValues(t, state)));
            convex.RemoveAll(open.Contains);
            concave.RemoveAll(open.Contains);
        }
        var rest = Build.Sum([.. open]);
        if (open.Count > 0 && Stabiliser(rest, u, state) is var (s, isLower))
        {
            var square = Build.Number(s) / 2 * (u * u);
            convex.Add(isLower ? rest + square : square);
            concave.Add(isLower ? -square : rest - square);
            by = $"with {s.ToString("G6", CultureInfo.InvariantCulture)}/2*{state.Name}^2";
        }
        else if (open.Count > 0)
        {
            left.Add(new Internal(rest));
        }
        return new ConvexSplitting(Build.Sum([.. convex]), -Build.Sum([.. concave]), [.. left], by);
    }

    // (u² − 1)² as u⁴ − 2u² + 1; what is not a polynomial stays whole.
    private static Seq<Expr> Terms(Piece piece, StateSymbol state)
    {
        if (piece is GradientTerm && ShapeOf(piece.Integrand, state) != Shape.Unknown)
            return [piece.Integrand];
        var expanded = Expansion.Expand(piece is GradientTerm ? GradientExpansion.Expand(piece.Integrand) : piece.Integrand);
        return expanded is Sum s ? s.Terms : [expanded];
    }

    private static Shape ShapeOf(Expr term, StateSymbol state)
    {
        var e = GradientExpansion.Expand(Definitions.Expand(term));
        Expr[] unknowns = [.. Substitution.All(e).Where(x => x is StateValue or Gradient or DivGrad)];
        return new Curvature(unknowns, leaf => leaf is StateValue && state.IsDensity ? Interval.NonNegative : null).Of(e);
    }

    private static bool IsOfValues(Expr e, StateSymbol state) => Substitution.DependsOn(e, state) && !Substitution.HasOperators(e) && !Substitution.HasCoordinates(e);

    // rest + S/2 u² convex, or S/2 u² − rest convex.
    private static (double S, bool IsLower)? Stabiliser(Expr rest, Expr u, StateSymbol state)
    {
        var f = Definitions.Expand(rest);
        var second = Derivative.Of(Derivative.Of(f, u), u);
        var bounds = Bounds.Of(second, state.IsDensity);
        var lower = Math.Max(bounds.Lower, Polynomial.LowerBound(Expansion.Expand(second), u));
        if (double.IsFinite(lower) && Kinks.AreConvex(f, e => Bounds.Of(e, state.IsDensity)))
            return (Math.Max(0, -lower), true);
        return double.IsFinite(bounds.Upper) && Kinks.AreConvex(-f, e => Bounds.Of(e, state.IsDensity)) ? (Math.Max(0, bounds.Upper), false) : null;
    }
}
