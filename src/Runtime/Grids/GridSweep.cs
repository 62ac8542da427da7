using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flows.Runtime.Grids;

/// <summary>
/// Several passes over a grid of two axes in one sweep: every pass runs some rows behind the ones it reads, and what lies between two passes is kept in
/// rings of a few rows that stay in the cache. Workers share the rows in bands; what a band needs of its neighbours is computed by both.
/// </summary>
/// <remarks>Wave-front blocking in time, as in Wellein, Hager, Zeiser, Wittmann, Fehske, COMPSAC 2009; with the halo computed twice, not waited for.</remarks>
internal sealed class GridSweep : IRowWork
{
    private const int Line = 8;

    // Rows that are read and written at once lie apart within a page: else loads wait for stores that look like theirs.
    private const int Page = 512;
    private const int RowShift = 136;
    private const int RingShift = 72;

    // Rows before they are read, that the memory is asked for them: some microseconds.
    private const int RowsAhead = 3;

    // Arrays of more entries would not stay in the cache until the next sweep.
    private const long Large = 1 << 21;

    // So that what is computed twice is little.
    private const int FewestRows = 96;

    private readonly GridContext _context;
    private readonly SweepPass[] _passes;
    private readonly GridGhosts[] _ghosts;
    private readonly int[] _copies;
    private readonly double[]?[] _least;
    private readonly int[] _lags, _halos, _masks;
    private readonly long[][] _starts;
    private readonly long[] _spares;
    private readonly double[] _rings;
    private readonly int _lastLag, _widest, _first;
    private readonly long _offset;
    private readonly int _stride;
    private readonly bool _isRing, _streams;

    /// <summary>Lays out the rings.</summary>
    /// <param name="context">The grid, of two axes.</param>
    /// <param name="passes">In the order in which they run, bound to their rings.</param>
    /// <param name="ghosts">What stands beyond the sides, one for every ring; nothing that changes with time.</param>
    /// <param name="streams">Whether passes write what is kept themselves, past the cache.</param>
    /// <exception cref="MemoryLimitException">The rings pass the limit of memory.</exception>
    public GridSweep(GridContext context, SweepPass[] passes, GridGhosts[] ghosts, bool streams)
    {
        (_context, _passes, _ghosts) = (context, passes, ghosts);
        (_isRing, _streams) = (context.Grid.IsPeriodic(1), streams);
        (_copies, _least, _masks) = (new int[ghosts.Length], new double[]?[ghosts.Length], new int[ghosts.Length]);
        Array.Fill(_copies, -1);
        (_lags, _halos) = (new int[passes.Length], new int[passes.Length]);
        var writers = new int[ghosts.Length];
        for (var p = 0; p < passes.Length; p++)
        {
            foreach (var (ring, reach) in passes[p].Reach)
                _lags[p] = Math.Max(_lags[p], _lags[writers[ring]] + reach);
            foreach (var ring in passes[p].Written)
                writers[ring] = p;
        }
        var capacities = new int[ghosts.Length];
        for (var p = passes.Length - 1; p >= 0; p--)
            foreach (var (ring, reach) in passes[p].Reach)
            {
                _halos[writers[ring]] = Math.Max(_halos[writers[ring]], _halos[p] + reach);
                // The rows that are still read, those beyond a side, and the images that are made at once beyond the other.
                capacities[ring] = Math.Max(capacities[ring], Math.Max(_lags[p] - _lags[writers[ring]] + reach, context.Grid.Ghosts) + context.Grid.Ghosts + 1);
            }
        (_lastLag, _widest) = (_lags.Max(), _halos.Max());
        // Short rows lie together anyway.
        var stride = _stride = context.Grid.Stride < RowShift ? context.Grid.Stride : context.Grid.Stride + (Page + RowShift - context.Grid.Stride % Page) % Page;
        long length = 0;
        _starts = [.. Enumerable.Range(0, context.Workers.Count).Select(_ => new long[ghosts.Length])];
        for (var ring = 0; ring < ghosts.Length; ring++)
            _masks[ring] = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, capacities[ring])) - 1;
        foreach (var starts in _starts)
        {
            for (var ring = 0; ring < ghosts.Length; ring++)
            {
                starts[ring] = length;
                length += (long)(_masks[ring] + 1) * stride + RingShift;
            }
            length += 64 * Line;
        }
        _spares = [.. Enumerable.Range(0, context.Workers.Count).Select(i => length + (long)i * stride)];
        length += (long)context.Workers.Count * stride;
        context.Memory.Count((length + Line) * sizeof(double));
        _rings = GC.AllocateArray<double>(checked((int)(length + Line)), pinned: true);
        var address = Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref _rings[0]) / sizeof(double);
        // Rings begin on a line of the cache.
        _first = (int)((Line - address % Line) % Line);
        _offset = Unsafe.ByteOffset(ref context.Memory.First, ref _rings[0]) / sizeof(double);
    }

    /// <summary>Whether arrays of a grid would not stay in the cache until the next sweep: what is computed is better written past it.</summary>
    public static bool IsLarge(Grid grid) => grid.Length > Large;

    /// <summary>Copies the rows of a ring, with the ghosts at their ends, to an array as they are computed.</summary>
    public void Keep(int ring, int array)
    {
        // The array must be there before several workers write to it.
        _context.Memory.Offset(array);
        _copies[ring] = array;
    }

    /// <summary>Finds the least value of every row of a ring.</summary>
    public void Watch(int ring) => _least[ring] = new double[_context.Grid.Rows];

    /// <summary>The least value of a ring that is watched.</summary>
    public double Least(int ring) => Extremes.Least(_least[ring]);

    /// <summary>Where the first cell of a row of a ring lies, as an offset of kernels.</summary>
    public long RowStart(int worker, int ring, int logical) => _offset + Place(worker, ring, logical);

    /// <summary>A row that nobody reads, as an offset of kernels.</summary>
    public long Spare(int worker) => _offset + _first + _spares[worker] + Grid.Margin;

    /// <summary>Runs all passes over all rows.</summary>
    public void Run()
    {
        foreach (var pass in _passes)
            pass.Begin();
        _context.Workers.Run(this, _context.Grid.Rows, FewestRows);
        foreach (var pass in _passes)
            pass.End();
        for (var ring = 0; ring < _copies.Length; ring++)
            if (_copies[ring] >= 0)
                _context.Memory.SetEnds(_copies[ring], _ghosts[ring]);
    }

    /// <inheritdoc/>
    public void Rows(int worker, int from, int to)
    {
        var n = _context.Grid.Rows;
        foreach (var pass in _passes)
            pass.Begin(worker);
        for (var front = from - _widest; front < to + _widest + _lastLag; front++)
            for (var p = 0; p < _passes.Length; p++)
            {
                var logical = front - _lags[p];
                if (logical < from - _halos[p] || logical >= to + _halos[p] || !_isRing && (logical < 0 || logical >= n))
                    continue;
                var row = ((logical % n) + n) % n;
                var isOwn = logical >= from && logical < to;
                _passes[p].Row(worker, logical, row, isOwn, (front + RowsAhead + n) % n, this);
                foreach (var ring in _passes[p].Written)
                    Finish(worker, ring, logical, row, isOwn);
            }
    }

    private void Finish(int worker, int ring, int logical, int row, bool isOwn)
    {
        var (n, g) = (_context.Grid.Rows, _context.Grid.Ghosts);
        var cells = Padded(worker, ring, logical);
        _ghosts[ring].Ends(cells, 0, row, 1);
        if (!_isRing)
            for (var layer = 0; layer < g; layer++)
            {
                if (Math.Min(layer, n - 1) == row)
                    _ghosts[ring].Image(cells, Padded(worker, ring, -1 - layer), false, 0, layer);
                if (row == n - 1)
                    _ghosts[ring].Image(Padded(worker, ring, Math.Max(n - 1 - layer, 0)), Padded(worker, ring, n + layer), true, 0, layer);
            }
        if (!isOwn)
            return;
        var inner = cells.Slice(g, _context.Grid.Cells(2));
        if (_copies[ring] >= 0)
        {
            var kept = _context.Memory.PaddedRow(_copies[ring], 0, row);
            if (!_streams)
                inner.CopyTo(kept[g..]);
            cells[..g].CopyTo(kept);
            cells[^g..].CopyTo(kept[^g..]);
        }
        if (_least[ring] is { } least)
            least[row] = Extremes.Least(inner);
    }

    private Span<double> Padded(int worker, int ring, int logical)
    {
        var g = _context.Grid.Ghosts;
        return _rings.AsSpan((int)Place(worker, ring, logical) - g, _context.Grid.Cells(2) + 2 * g);
    }

    private long Place(int worker, int ring, int logical) =>
        _first + _starts[worker][ring] + (long)(logical & _masks[ring]) * _stride + Grid.Margin;
}
