using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Runtime.Grids;

/// <summary>What the cells at sides add to the integrals of an energy (<see cref="GridSideDensity"/>), and its derivative along a change.</summary>
internal sealed class GridSideSums
{
    private readonly double _volume;
    private readonly Side[] _sides;

    /// <summary>Prepares the sums.</summary>
    /// <param name="context">The grid.</param>
    /// <param name="densities">What is summed up.</param>
    public GridSideSums(GridContext context, Seq<GridSideDensity> densities)
    {
        _volume = context.Grid.CellVolume;
        _sides = [.. densities.GroupBy(d => (d.Axis, d.IsUpper)).Select(g => new Side(context, g.Key.Axis, g.Key.IsUpper, [.. g]))];
    }

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _sides.Length == 0;

    /// <summary>Adds to the integrals, and to the sums of their absolute terms.</summary>
    /// <param name="states">The arrays of the states, ghosts filled.</param>
    /// <param name="t">The time of coefficients.</param>
    /// <param name="integrals">One number an integral.</param>
    /// <param name="magnitudes">Likewise.</param>
    public void Add(ReadOnlySpan<int> states, double t, Span<double> integrals, Span<double> magnitudes)
    {
        foreach (var side in _sides)
        {
            Run(side.Values, side.Region, states, t);
            for (var i = 0; i < side.Integrals.Length; i++)
            {
                integrals[side.Integrals[i]] += _volume * side.Values.Sum(i);
                magnitudes[side.Integrals[i]] += _volume * side.Values.Sum(side.Integrals.Length + i);
            }
        }
    }

    /// <summary>Adds ⟨∇I_k, v⟩ of all integrals.</summary>
    public void AddSlopes(ReadOnlySpan<int> states, ReadOnlySpan<int> changes, double t, Span<double> slopes)
    {
        foreach (var side in _sides)
        {
            side.Slopes.Value.Use(GridRole.Change, changes);
            Run(side.Slopes.Value, side.Region, states, t);
            for (var i = 0; i < side.Integrals.Length; i++)
                slopes[side.Integrals[i]] += _volume * side.Slopes.Value.Sum(i);
        }
    }

    private static void Run(GridKernel kernel, (int, int)[] region, ReadOnlySpan<int> states, double t)
    {
        kernel.Use(GridRole.State, states);
        kernel.Scalars[GridScalars.Time] = t;
        kernel.Run(region);
    }

    // What stands at one side.
    private sealed class Side
    {
        public Side(GridContext context, int axis, bool isUpper, Seq<GridSideDensity> densities)
        {
            var grid = context.Grid;
            var abs = FunctionCatalog.Find("abs")!;
            Integrals = [.. densities.Select(d => d.Integral)];
            Values = new GridKernel(context, "boundary energy", [], [.. densities.Select(d => d.Density), .. densities.Select(d => Build.Apply(abs, d.Density))], densities.Count);
            Slopes = new(() => new GridKernel(context, "boundary slopes", [], [.. densities.Select(d => GridForms.Changed(d.Density))]));
            Region = [.. Enumerable.Range(0, 3).Select(p => (0, grid.Cells(p)))];
            var position = grid.Position(axis);
            Region[position] = isUpper ? (grid.Cells(position) - 1, grid.Cells(position)) : (0, 1);
        }

        public int[] Integrals { get; }

        public GridKernel Values { get; }

        public Lazy<GridKernel> Slopes { get; }

        public (int From, int To)[] Region { get; }
    }
}
