using Flows.Compiler.Discretising.Grids;
using Flows.Runtime.Transforms;

namespace Flows.Runtime.Grids;

/// <summary>What everything on a grid shares: the grid, the memory, the workers, and the centres along the last axis.</summary>
public sealed class GridContext : IDisposable
{
    private readonly double[] _centres;
    private readonly Dictionary<string, GridTransform> _transforms = [];
    private readonly Dictionary<string, List<int>> _shared = [];
    private double[]? _scratch;

    /// <summary>Starts the workers.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="threads">How many workers.</param>
    /// <param name="limit">Bytes of memory at most.</param>
    public GridContext(Grid grid, int threads, long limit = long.MaxValue)
    {
        (Grid, Memory, Workers) = (grid, new GridMemory(grid, limit), new RowWorkers(threads, grid.Cells(2)));
        Passes = new CellPasses(grid, Memory, Workers);
        _centres = GC.AllocateArray<double>(grid.Cells(2) + 2 * GridArray.Farthest + 16, pinned: true);
        for (var i = 0; i < _centres.Length; i++)
            _centres[i] = grid.Centre(2, i - GridArray.Farthest);
    }

    /// <summary>The grid.</summary>
    public Grid Grid { get; }

    /// <summary>Whether integrals are those of the interpolating waves, not of differences.</summary>
    public bool DerivesWaves { get; init; }

    /// <summary>The arrays.</summary>
    public GridMemory Memory { get; }

    /// <summary>The workers.</summary>
    public RowWorkers Workers { get; }

    /// <summary>Copies and extremes.</summary>
    public CellPasses Passes { get; }

    /// <summary>Where the centre of the first cell of the last axis lies, as an offset of kernels; mirrored or wrapped beyond the sides.</summary>
    public long Centres => System.Runtime.CompilerServices.Unsafe.ByteOffset(ref Memory.First, ref _centres[0]) / sizeof(double) + GridArray.Farthest;

    /// <summary>Room for the cells of one array, row-major, for whoever needs it for a moment.</summary>
    public double[] Scratch => _scratch ??= Counted();

    /// <summary>
    /// Arrays that whoever names them shares: what a pass fills for the next one, and nothing longer. Potentials of rates and of implicit steps are such.
    /// </summary>
    /// <param name="name">What they hold.</param>
    /// <param name="count">How many at least.</param>
    public int[] Shared(string name, int count)
    {
        if (!_shared.TryGetValue(name, out var arrays))
            _shared[name] = arrays = [];
        while (arrays.Count < count)
            arrays.Add(Memory.Take());
        return [.. arrays[..count]];
    }

    /// <summary>The transform with a basis for every axis; one for all who want the same.</summary>
    public GridTransform Transform(SideKind[] sides) => Transform(sides, Grid.CellsOfAxes);

    /// <summary>As <see cref="Transform(SideKind[])"/>, of a box with other counts of cells.</summary>
    public GridTransform Transform(SideKind[] sides, int[] cells)
    {
        var key = $"{string.Join(',', sides)} {string.Join(',', cells)}";
        return _transforms.TryGetValue(key, out var known) ? known : _transforms[key] = new GridTransform(cells, sides, Workers.Threads);
    }

    private double[] Counted()
    {
        Memory.Count(Grid.Count * sizeof(double));
        return GC.AllocateArray<double>(checked((int)Grid.Count), pinned: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var transform in _transforms.Values)
            transform.Dispose();
        Workers.Dispose();
    }
}
