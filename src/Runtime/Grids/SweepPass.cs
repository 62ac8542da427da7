using System.Runtime.CompilerServices;
using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Kernels;

namespace Flows.Runtime.Grids;

/// <summary>
/// One kernel of a <see cref="GridSweep"/>, bound to whole arrays and to rings of rows, with numbers of its own: the same kernel may serve several passes.
/// </summary>
internal sealed class SweepPass
{
    // What a slot is bound to where it is no ring: whole arrays, read or written, written only by who owns the row, or asked for some rows ahead.
    private const int Whole = -1, Unbound = -2, Ahead = -3, Own = -4;

    private readonly GridContext _context;
    private readonly GridKernel _kernel;
    private readonly int[] _rings;
    private readonly int[] _displacements;
    private readonly long[] _bases;
    private readonly double[] _given, _sums, _totals;
    private readonly long[][] _rows;
    private readonly double[][] _scalars;

    /// <summary>A pass of a kernel.</summary>
    /// <param name="context">The grid.</param>
    /// <param name="kernel">What is computed.</param>
    public SweepPass(GridContext context, GridKernel kernel)
    {
        (_context, _kernel) = (context, kernel);
        var slots = kernel.Slots.Length;
        (_rings, _displacements, _bases) = (new int[slots], new int[slots], new long[slots]);
        _given = kernel.Scalars.ToArray();
        _sums = new double[2 * Math.Max(1, kernel.Sums) * RowWorkers.Blocks(context.Grid.Rows)];
        _totals = new double[kernel.Sums];
        _rows = [.. Enumerable.Range(0, context.Workers.Count).Select(_ => new long[slots + 8])];
        _scalars = [.. Enumerable.Range(0, context.Workers.Count).Select(_ => new double[GridScalars.Count + 8])];
        for (var slot = 0; slot < slots; slot++)
        {
            _rings[slot] = Unbound;
            _displacements[slot] = kernel.Slots[slot].B;
            if (kernel.Slots[slot].Role == GridRole.Centre)
                (_rings[slot], _bases[slot]) = (Whole, context.Centres);
        }
    }

    /// <summary>The numbers handed to the kernel.</summary>
    public Span<double> Scalars => _given;

    /// <summary>The rings that the pass writes to.</summary>
    public List<int> Written { get; } = [];

    /// <summary>The rings that it reads, each with the farthest row it reads of it.</summary>
    public Dictionary<int, int> Reach { get; } = [];

    /// <summary>Reads a whole array, or writes to one.</summary>
    public void Use(GridRole role, ReadOnlySpan<int> arrays)
    {
        for (var slot = 0; slot < _rings.Length; slot++)
        {
            var a = _kernel.Slots[slot];
            if (a.Role == role && a.Index < arrays.Length)
                (_rings[slot], _bases[slot]) = (Whole, _context.Memory.Offset(arrays[a.Index]) + _context.Grid.RowStart(0, 0) + _context.Grid.RowOffset(a.A, a.B));
        }
    }

    /// <summary>Writes the last outputs to whole arrays, but for rows that other workers write too.</summary>
    /// <param name="arrays">The arrays.</param>
    public void Stream(ReadOnlySpan<int> arrays)
    {
        for (var slot = 0; slot < _rings.Length; slot++)
            if (_kernel.Slots[slot] is { Role: GridRole.Output, Index: var i } && i >= arrays.Length)
                (_rings[slot], _bases[slot]) = (Own, _context.Memory.Offset(arrays[i - arrays.Length]) + _context.Grid.RowStart(0, 0));
    }

    /// <summary>Asks for rows of whole arrays before they are read.</summary>
    /// <param name="arrays">The arrays.</param>
    public void Fetch(ReadOnlySpan<int> arrays)
    {
        for (var slot = 0; slot < _rings.Length; slot++)
            if (_kernel.Slots[slot] is { Role: GridRole.Fetched, Index: var i })
                (_rings[slot], _bases[slot]) = (Ahead, _context.Memory.Offset(arrays[i]) + _context.Grid.RowStart(0, 0));
    }

    /// <summary>Reads rings, or writes to them.</summary>
    public void UseRings(GridRole role, ReadOnlySpan<int> rings)
    {
        for (var i = 0; i < rings.Length; i++)
            UseRing(role, i, rings[i]);
    }

    /// <summary>Reads a ring, or writes to it.</summary>
    public void UseRing(GridRole role, int index, int ring)
    {
        for (var slot = 0; slot < _rings.Length; slot++)
        {
            var a = _kernel.Slots[slot];
            if (a.Role != role || a.Index != index)
                continue;
            _rings[slot] = ring;
            if (role == GridRole.Output)
                Written.Add(ring);
            else
                Reach[ring] = Math.Max(Reach.GetValueOrDefault(ring), Math.Abs(a.B));
        }
    }

    private void Check()
    {
        for (var slot = 0; slot < _rings.Length; slot++)
            if (_rings[slot] == Unbound)
                throw new InvalidOperationException($"nothing is bound to {_kernel.Slots[slot]}");
    }

    /// <summary>Forgets the sums of the last sweep.</summary>
    /// <exception cref="InvalidOperationException">Nothing is bound to a slot.</exception>
    public void Begin()
    {
        Check();
        if (_kernel.Sums > 0)
            Array.Clear(_sums);
    }

    /// <summary>Hands a worker the numbers before its first row.</summary>
    public void Begin(int worker) => _given.CopyTo(_scalars[worker].AsSpan());

    /// <summary>Computes a row.</summary>
    /// <param name="worker">Who does it.</param>
    /// <param name="logical">The row, counted on beyond the ends of a ring.</param>
    /// <param name="row">The row of the grid that it is.</param>
    /// <param name="isOwn">Whether no other worker computes it.</param>
    /// <param name="ahead">The row that is asked for.</param>
    /// <param name="sweep">Where the rows of rings lie.</param>
    public void Row(int worker, int logical, int row, bool isOwn, int ahead, GridSweep sweep)
    {
        var (rows, scalars, grid) = (_rows[worker], _scalars[worker], _context.Grid);
        var offset = grid.RowOffset(0, row);
        for (var slot = 0; slot < _bases.Length; slot++)
            rows[slot] = _rings[slot] >= 0 ? sweep.RowStart(worker, _rings[slot], logical + _displacements[slot])
                : _rings[slot] == Ahead ? _bases[slot] + grid.RowOffset(0, ahead)
                : _rings[slot] == Own && !isOwn ? sweep.Spare(worker)
                : _kernel.Slots[slot].Role == GridRole.Centre ? _bases[slot] : _bases[slot] + offset;
        foreach (var (slot, position, away) in _kernel.Coordinates)
            scalars[slot] = grid.Centre(position, (position == 0 ? 0 : row) + away);
        _kernel.Compiled(ref _context.Memory.First, ref rows[0], ref scalars[0], ref Unsafe.Add(ref _sums[0], 2 * (row / RowWorkers.Block) * _kernel.Sums), grid.Cells(2));
    }

    /// <summary>Adds the sums of the blocks of rows up, in their order.</summary>
    public void End()
    {
        for (var k = 0; k < _totals.Length; k++)
            _totals[k] = Reduction.Total(_sums, k, _totals.Length, RowWorkers.Blocks(_context.Grid.Rows));
    }

    /// <summary>A sum of the last sweep.</summary>
    public double Sum(int index) => _totals[index];
}
