using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Variations;

/// <summary>
/// The natural boundary conditions of second-order energies (mathematics.md §1): with outward normal n, n·f_H n = 0 and
/// (f_p − ∇·f_H)·n − ∇_Γ·((f_H n)_τ) = 0; at the corners of a box (f_H)ᵢⱼ = 0, i ≠ j. A boundary integral ∮ g adds g_u.
/// </summary>
/// <remarks>Courant and Hilbert, Methods of Mathematical Physics I, IV §3.</remarks>
internal static class NaturalConditions
{
    /// <summary>The terms of every side that do not vanish identically.</summary>
    /// <param name="parts">f_u, f_p, f_H inside.</param>
    /// <param name="sides">g_u and g_p of the integrals over sides.</param>
    /// <param name="p">The point that both are written at.</param>
    public static Seq<BoundaryTerm> Of(Triple parts, IEnumerable<(SideMeasure Side, Triple Parts)> sides, Point p)
    {
        var d = parts.Dimension;
        var given = sides.ToArray();
        var found = new List<BoundaryTerm>();
        for (var axis = 0; axis < d; axis++)
        {
            foreach (var upper in new[] { false, true })
            {
                Expr n = upper ? 1 : -1;
                var here = given.Where(g => g.Side.Holds(axis, upper)).Select(g => g.Parts).ToArray();
                var normal = parts.H(axis, axis) + n * Build.Sum([.. here.Select(g => g.Gradient[axis])]);
                // −∇·f_H·n − ∇_Γ·((f_H n)_τ): an entry off the diagonal counts in both.
                var divergence = Enumerable.Range(0, d).Select(j => (j == axis ? 1 : 2) * Build.Gradient(parts.H(axis, j), p, j));
                var tangential = here.SelectMany(g => Enumerable.Range(0, d).Where(j => j != axis).Select(j => Build.Gradient(g.Gradient[j], p, j)));
                var value = n * (parts.Gradient[axis] - Build.Sum([.. divergence]) - Radial(parts, p)) + Build.Sum([.. here.Select(g => g.Value)]) - Build.Sum([.. tangential]);
                found.Add(new(BoundaryFactor.NormalDerivative, axis, upper, normal));
                found.Add(new(BoundaryFactor.Value, axis, upper, value));
            }
        }
        for (var i = 0; i < d; i++)
            for (var j = i + 1; j < d; j++)
                found.Add(new(BoundaryFactor.Corner, i, false, parts.H(i, j), j));
        return [.. found.Where(t => t.Expression is not Number { Value.IsZero: true })];
    }

    // Of radial functions ∇·f_H has (d − 1)/r f_H besides.
    private static Expr Radial(Triple parts, Point p) =>
        p.Space.Measure is RadialMeasure { Dimension: var d } ? (d - 1) / Build.Coordinate(p, 0) * parts.H(0, 0) : 0;
}
