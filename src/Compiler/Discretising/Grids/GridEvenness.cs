using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>
/// Whether what cells beyond a side would add to a gathered gradient is what the image of the boundary cells adds to it: then gathering, with the images in
/// the place of cells, gives the derivative of the energy of the real cells alone. It does where the energy is even in the normal derivative, and where a value is
/// prescribed also unchanged by u ↦ 2g − u.
/// </summary>
public static class GridEvenness
{
    /// <summary>Whether an energy is even across the sides of an axis.</summary>
    /// <param name="plan">The energy.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="isOdd">Of each state whether its images are 2g − u.</param>
    /// <param name="varies">Whether g varies along the sides.</param>
    public static bool Holds(GridEnergyPlan plan, int axis, Seq<bool> isOdd, bool varies = false)
    {
        var d = plan.States[0].Space.Dimension;
        foreach (var density in plan.Densities)
        {
            Expr[] across = [.. (density is Sum s ? s.Terms : [density]).Where(term => GridForms.Loads(term).Any(l => Component(GridArray.Read(l).Shift, axis, d) != 0))];
            var whole = Build.Sum([.. across]);
            var image = Substitution.Replace(whole, leaf =>
            {
                if (leaf is not Load load)
                    return leaf is Scalar c && GridScalars.AsRowCoordinate(c.Index) is var (position, rows) && position == 3 - d + axis
                        ? Build.Scalar(GridScalars.RowCoordinateSlot(position, -rows)) : null;
                var (role, index, at) = GridArray.Read(load);
                var mirrored = GridArray.Value(role, index, at + Shift.Along(axis, d, -2 * Component(at, axis, d)));
                return role == GridRole.State && isOdd[index] ? Twice(index, at + Shift.Along(axis, d, -Component(at, axis, d)), varies) - mirrored : mirrored;
            });
            if (!ReferenceEquals(whole, image) && !ReferenceEquals(Expansion.Expand(whole), Expansion.Expand(image)))
                return false;
        }
        return true;
    }

    // 2g at the face: a number, or what stands at the place along the side.
    private static Expr Twice(int state, Shift along, bool varies) =>
        varies ? GridArray.Value(GridRole.Known, state, along) : GridScalars.Stage(state % GridScalars.MostStages);

    private static int Component(Shift shift, int axis, int dimension) => (3 - dimension + axis) switch { 0 => shift.A, 1 => shift.B, _ => shift.C };
}
