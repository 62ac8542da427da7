using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Analysis;

/// <summary>Kernels of interactions as functions of the difference of the two points.</summary>
internal static class Kernels
{
    /// <summary>W(d) = w(x, y) + w(y, x) with d = x − y, and the symbols of d, one an axis; null where w sees more than the difference.</summary>
    public static (Expr Kernel, Seq<Expr> Difference)? OfDifference(Interaction piece)
    {
        var n = piece.X.Space.Dimension;
        if (piece.Y.Space != piece.X.Space)
            return null;
        Seq<Expr> d = [.. Enumerable.Range(0, n).Select(i => Build.Symbol(n == 1 ? "d" : $"d{i + 1}"))];
        var w = Definitions.Expand(piece.Kernel);
        // A function of the difference alone no longer holds y once x = y + d.
        var forward = At(w, piece, i => Build.Coordinate(piece.Y, i) + d[i], i => Build.Coordinate(piece.Y, i));
        var backward = At(w, piece, i => Build.Coordinate(piece.Y, i), i => Build.Coordinate(piece.Y, i) + d[i]);
        var kernel = forward + backward;
        return Substitution.FreePoints(kernel).Count > 0 ? null : (kernel, d);
    }

    private static Expr At(Expr w, Interaction piece, Func<int, Expr> first, Func<int, Expr> second)
    {
        var moved = Substitution.Replace(w, e => e is not Coordinate c ? null : c.Point == piece.X ? first(c.Axis) : c.Point == piece.Y ? second(c.Axis) : null);
        return Substitution.FreePoints(moved).Count == 0 ? moved : Expansion.Expand(moved);
    }
}
