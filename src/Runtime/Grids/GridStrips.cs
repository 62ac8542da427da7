using Flows.Compiler.Discretising.Grids;
using Flows.Language;

namespace Flows.Runtime.Grids;

/// <summary>Kernels that run along the sides of a grid only (<see cref="GridStrip"/>).</summary>
internal sealed class GridStrips
{
    private readonly (GridKernel Kernel, (int From, int To)[] Region)[] _strips;

    /// <summary>Compiles the kernels.</summary>
    /// <param name="context">The grid.</param>
    /// <param name="name">For messages.</param>
    /// <param name="strips">What is computed where, one output a gradient.</param>
    public GridStrips(GridContext context, string name, Seq<GridStrip> strips)
    {
        _strips = [.. strips.Select(s => (new GridKernel(context, name, s.Gradients, []), Region(context.Grid, s)))];
        Kernels = [.. _strips.Select(s => s.Kernel)];
    }

    /// <summary>The kernels, to be bound.</summary>
    public GridKernel[] Kernels { get; }

    /// <summary>Runs all.</summary>
    public void Run()
    {
        foreach (var (kernel, region) in _strips)
            kernel.Run(region);
    }

    private static (int From, int To)[] Region(Grid grid, GridStrip strip)
    {
        var region = new (int From, int To)[] { (0, 1), (0, 1), (0, 1) };
        for (var axis = 0; axis < grid.Dimension; axis++)
        {
            var (position, place) = (grid.Position(axis), strip.Places[axis]);
            var n = grid.Cells(position);
            region[position] = place > 0 ? (place - 1, place) : place < 0 ? (n + place, n + place + 1)
                : grid.IsPeriodic(position) ? (0, n) : (strip.Width, n - strip.Width);
        }
        return region;
    }
}
