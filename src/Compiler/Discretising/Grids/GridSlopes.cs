using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>
/// The value of an integral where a slope g is prescribed at a side. Elements there see g beyond the side and move the state to it, yet a state whose slope is another, as at
/// the start, has the integral of its own: u = 0 has ∫|∇u|² = 0 whatever g is. So the value takes the state's straight line there, which is right to second order.
/// </summary>
internal static class GridSlopes
{
    /// <summary>What makes the value right, at every side where a slope is prescribed of some state.</summary>
    /// <param name="densities">Of the integrals.</param>
    /// <param name="sides">Of each state what stands beyond the sides.</param>
    /// <param name="dimension">d.</param>
    public static IEnumerable<GridSideDensity> Of(IReadOnlyList<Expr> densities, Seq<Seq<ImageKind>> sides, int dimension)
    {
        for (var side = 0; side < 2 * dimension && sides.Count > 0; side++)
        {
            var (axis, isUpper) = (side / 2, side % 2 == 1);
            if (!sides.Any(s => s[side] == ImageKind.Slope))
                continue;
            for (var i = 0; i < densities.Count; i++)
            {
                // Second derivatives feel a prescribed slope inside; they are left alone.
                if (GridForms.Reach(densities[i]) > 1)
                    continue;
                var straight = Substitution.Replace(densities[i], leaf => leaf is Load load && GridArray.Read(load) is (GridRole.State, var state, var at)
                    && sides[state][side] == ImageKind.Slope && Component(at, axis, dimension) == (isUpper ? 1 : -1) ? Line(state, at, axis, dimension, isUpper ? -1 : 1) : null);
                if (straight - densities[i] is var missing and not Number { Value.IsZero: true })
                    yield return new GridSideDensity(i, axis, isUpper, missing) { IsOfValue = true };
            }
        }
    }

    private static Expr Line(int state, Shift at, int axis, int dimension, int inwards)
    {
        var first = at + Shift.Along(axis, dimension, inwards);
        return 2 * GridArray.Value(GridRole.State, state, first) - GridArray.Value(GridRole.State, state, first + Shift.Along(axis, dimension, inwards));
    }

    private static int Component(Shift shift, int axis, int dimension) => (3 - dimension + axis) switch { 0 => shift.A, 1 => shift.B, _ => shift.C };
}
