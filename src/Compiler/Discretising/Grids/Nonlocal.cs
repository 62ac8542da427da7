using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>A convolution inside an energy: N(x) = ∫ k(x − y) b(y) dy.</summary>
/// <param name="Kernel">k, in terms of the coordinates of <paramref name="Displacement"/>.</param>
/// <param name="Displacement">The point x − y.</param>
/// <param name="Source">b in a cell.</param>
public sealed record Nonlocal(Expr Kernel, Point Displacement, Expr Source);

/// <summary>Takes the inner integrals of an integrand apart into convolutions.</summary>
public static class NonlocalTerms
{
    /// <summary>The index that tells the displacement's point from all others.</summary>
    private const int DisplacementIndex = 1 << 28;

    /// <summary>An inner integral as a sum of convolutions of pieces of its body; null where it is none.</summary>
    /// <param name="inner">∫ … dy, with one free point beside its own.</param>
    /// <param name="x">That point.</param>
    /// <returns>Kernels at the displacement, and sources at <paramref name="x"/>.</returns>
    public static IReadOnlyList<(Expr Kernel, Expr Source, Point Displacement)>? Of(Integral inner, Point x)
    {
        if (inner.Point.Space != x.Space || inner.Point.Space.Measure is not VolumeMeasure || Integrals.Outermost(inner.Body).Count > 0)
            return null;
        var y = inner.Point;
        var z = new Point(x.Space, DisplacementIndex);
        var found = new List<(Expr, Expr, Point)>();
        var body = inner.Body is Sum ? inner.Body : inner.Body is Product p && !p.Factors.All(f => IsApart(f, x, y)) ? Expansion.Expand(inner.Body) : inner.Body;
        foreach (var term in body is Sum s ? s.Terms : [body])
        {
            Expr kernel = 1, source = 1;
            foreach (var factor in term is Product product ? product.Factors : [term])
            {
                if (!Substitution.DependsOn(factor, x))
                {
                    source *= factor;
                    continue;
                }
                if (Between(factor, x, y, z) is not { } k)
                    return null;
                kernel *= k;
            }
            found.Add((kernel, Substitution.MovePoint(source, y, x), z));
        }
        return found;
    }

    private static bool IsApart(Expr factor, Point x, Point y) => !(Substitution.DependsOn(factor, x) && Substitution.DependsOn(factor, y) && Substitution.HasStates(factor));

    // A function of x − y as a function of z: x = z + y must leave no y.
    private static Expr? Between(Expr e, Point x, Point y, Point z)
    {
        if (Substitution.HasStates(e) || e.Known.Has(Kinds.Operator) || Substitution.HasTime(e))
            return null;
        var moved = Substitution.Replace(e, leaf => leaf is Coordinate c && c.Point == x ? Build.Coordinate(z, c.Axis) + Build.Coordinate(y, c.Axis) : null);
        if (Substitution.DependsOn(moved, y))
            moved = Expansion.Expand(moved);
        return Substitution.DependsOn(moved, y) ? null : moved;
    }
}
