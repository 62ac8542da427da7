using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>What stands beyond the sides of the states of a grid, by their conditions (mathematics.md §3), and what cells beyond a side are made of.</summary>
/// <remarks>
/// Not said, or natural: the energy of the cells alone decides. With first derivatives that is the mirror image; with second ones it is the straight line on which a
/// second derivative is 0: the moments of the boundary cell and of its image are then both 0, so that moment and shear force vanish at the side to second order.
/// Value and normal derivative both prescribed: the boundary cell and its image lie on the line that these give, half a cell to either side, and neither is free. The
/// curvature of the boundary cell is then that of a parabola through the side, and its value is off by h²/8 of that.
/// </remarks>
public static class GridSides
{
    /// <summary>The rule of a side.</summary>
    /// <param name="state">The state.</param>
    /// <param name="equations">All flows.</param>
    /// <param name="axis">The axis of the domain.</param>
    /// <param name="isUpper">Whether it is its upper end.</param>
    public static ImageKind Of(StateModel state, Seq<Equation> equations, int axis, bool isUpper)
    {
        if (state.Domain.Axes[axis].IsPeriodic)
            return ImageKind.Wrap;
        var condition = state.On(axis, isUpper);
        if (condition is null or { Kind: BoundaryKind.Natural })
            return equations.Any(e => e.State == state && e.Facts.Order > 1) ? ImageKind.Line : ImageKind.Mirror;
        if (state.IsClamped(axis, isUpper))
            return ImageKind.Clamped;
        return condition.Kind switch
        {
            BoundaryKind.Dirichlet => ImageKind.Value,
            BoundaryKind.Neumann when condition.Value is not Number { Value.IsZero: true } => ImageKind.Slope,
            _ => ImageKind.Mirror,
        };
    }

    /// <summary>Whether the cell at a side is free to move.</summary>
    public static bool IsFree(ImageKind kind) => kind != ImageKind.Clamped;

    /// <summary>The rules of all sides of a state, two an axis, the lower first.</summary>
    public static Seq<ImageKind> Of(StateModel state, Seq<Equation> equations) =>
        [.. Enumerable.Range(0, 2 * state.Domain.Axes.Count).Select(i => Of(state, equations, i / 2, i % 2 == 1))];

    /// <summary>The cells that a cell beyond a side depends on.</summary>
    /// <param name="kind">What stands there; no ring.</param>
    /// <param name="layer">How far beyond, 0 the nearest.</param>
    /// <returns>How far from the side each is, and what it counts for.</returns>
    public static Seq<(int Distance, int Count)> Sources(ImageKind kind, int layer) => kind switch
    {
        ImageKind.Value => [(layer, -1)],
        ImageKind.Line => [(0, layer + 2), (1, -layer - 1)],
        ImageKind.Clamped => [],
        _ => [(layer, 1)],
    };
}
