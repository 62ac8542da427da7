using System.Runtime.CompilerServices;
using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Runtime.Grids;

/// <summary>
/// A kernel over all rows of a grid: writes arrays and adds sums up, its rows shared among workers. Sums are kept for each block of rows and added in
/// the order of the rows, so that any number of workers gives the same bits.
/// </summary>
public sealed class GridKernel : IRowWork
{
    private readonly Grid _grid;
    private readonly GridMemory _memory;
    private readonly RowWorkers _workers;
    private readonly RowKernel _kernel;
    private readonly GridArray[] _arrays;
    private readonly long[] _bases;
    private readonly int[] _bound;
    private readonly long[][] _rows;
    private readonly double[][] _scalars;
    private readonly double[] _sums;
    private readonly double[] _totals;
    private readonly (int Slot, int Position, int Rows)[] _coordinates;
    private readonly double[] _given;
    private readonly int _sumCount, _firstOutput;

    /// <summary>Compiles a kernel.</summary>
    /// <param name="context">The grid, its memory and its workers.</param>
    /// <param name="name">For messages.</param>
    /// <param name="outputs">The i-th is written to the array bound as the i-th <see cref="GridRole.Output"/>.</param>
    /// <param name="sums">What is summed up.</param>
    /// <param name="compensated">How many of the sums, from the first, collect the rounding errors of their rows; those of adding rows always are.</param>
    /// <param name="streamed">How many of the outputs, from the last, are written past the cache.</param>
    /// <param name="fetched">How many arrays are asked for and not read, bound as <see cref="GridRole.Fetched"/>.</param>
    public GridKernel(GridContext context, string name, Seq<Expr> outputs, Seq<Expr> sums, int compensated = int.MaxValue, int streamed = 0, int fetched = 0)
    {
        (_grid, _memory, _workers) = (context.Grid, context.Memory, context.Workers);
        Expr[] all = [.. outputs, .. sums];
        var loads = all.SelectMany(GridForms.Loads).Select(l => GridArray.Of(l.Array)).Distinct().ToList();
        var slots = loads.Select((array, slot) => (array, slot)).ToDictionary(p => p.array, p => p.slot);
        Expr Slotted(Expr e) => Substitution.Replace(e, leaf => leaf is Load l ? Build.Load(slots[GridArray.Of(l.Array)], l.Offset) : null);
        var source = new KernelSource(name,
            [.. outputs.Select((e, i) => new KernelOutput(loads.Count + i, 0, Slotted(e)) { IsStreamed = i >= outputs.Count - streamed })], [.. sums.Select((e, i) => new KernelSum(i, Slotted(e), i < compensated))])
        {
            Fetched = [.. Enumerable.Range(loads.Count + outputs.Count, fetched)],
        };
        _kernel = KernelCompiler.Compile(source);
        _arrays = [.. loads, .. outputs.Select((_, i) => new GridArray(GridRole.Output, i, 0, 0)),
            .. Enumerable.Range(0, fetched).Select(i => new GridArray(GridRole.Fetched, i, 0, 0))];
        _firstOutput = loads.Count;
        _bases = new long[_arrays.Length];
        _bound = new int[_arrays.Length];
        _sumCount = sums.Count;
        _rows = [.. Enumerable.Range(0, _workers.Count).Select(_ => new long[_arrays.Length + 8])];
        _scalars = [.. Enumerable.Range(0, _workers.Count).Select(_ => new double[GridScalars.Count + 8])];
        _given = new double[GridScalars.Count];
        _sums = new double[Math.Max(2, 2 * _sumCount * RowWorkers.Blocks(_grid.Rows))];
        _totals = new double[Math.Max(1, _sumCount)];
        _coordinates = [.. all.SelectMany(Substitution.All).OfType<Scalar>().Select(s => s.Index).Distinct()
            .Where(s => GridScalars.AsRowCoordinate(s) is not null).Select(s => (s, GridScalars.AsRowCoordinate(s)!.Value.Position, GridScalars.AsRowCoordinate(s)!.Value.Rows))];
        for (var axis = 0; axis < _grid.Dimension; axis++)
            _given[GridScalars.InverseSpacingSlot(axis, _grid.Dimension)] = 1 / _grid.Spacing(_grid.Position(axis));
        Array.Fill(_bound, -1);
        for (var slot = 0; slot < _arrays.Length; slot++)
            if (_arrays[slot].Role == GridRole.Centre)
                (_bound[slot], _bases[slot]) = (0, context.Centres);
    }

    /// <summary>By what the ghosts at the ends of rows are filled as soon as these are written, one an output from the first on: the rows are in the cache then.</summary>
    public IReadOnlyList<GridGhosts> Finishes { get; init; } = [];

    /// <summary>The numbers handed to the kernel, by <see cref="GridScalars"/>.</summary>
    public Span<double> Scalars => _given;

    /// <summary>What is compiled: for who runs single rows.</summary>
    internal RowKernel Compiled => _kernel;

    /// <summary>What the kernel reads and writes, slot by slot: the loads first, then the outputs.</summary>
    internal ReadOnlySpan<GridArray> Slots => _arrays;

    /// <summary>The scalars that are coordinates of rows: the slot, the position, how many rows away.</summary>
    internal ReadOnlySpan<(int Slot, int Position, int Rows)> Coordinates => _coordinates;

    /// <summary>How many sums the kernel adds up.</summary>
    internal int Sums => _sumCount;

    /// <summary>Whether the kernel reads an array of a kind.</summary>
    public bool Reads(GridRole role)
    {
        // Asked in every step: a lambda would be allocated.
        foreach (var array in _arrays)
            if (array.Role == role)
                return true;
        return false;
    }

    /// <summary>Binds an array of the memory.</summary>
    public void Use(GridRole role, int index, int array)
    {
        for (var slot = 0; slot < _arrays.Length; slot++)
        {
            var a = _arrays[slot];
            if (a.Role != role || a.Index != index || _bound[slot] == array)
                continue;
            _bound[slot] = array;
            _bases[slot] = _memory.Offset(array) + _grid.RowStart(0, 0) + _grid.RowOffset(a.A, a.B);
        }
    }

    /// <summary>Binds the arrays of a kind, in order.</summary>
    public void Use(GridRole role, ReadOnlySpan<int> arrays) => Use(role, 0, arrays);

    /// <summary>Binds arrays of a kind, in order from the first index.</summary>
    public void Use(GridRole role, int first, ReadOnlySpan<int> arrays)
    {
        for (var i = 0; i < arrays.Length; i++)
            Use(role, first + i, arrays[i]);
    }

    /// <summary>Runs over all cells.</summary>
    public void Run()
    {
        for (var slot = 0; slot < _bound.Length; slot++)
            if (_bound[slot] < 0)
                throw new InvalidOperationException($"no array is bound to {_arrays[slot]}");
        if (_sumCount > 0)
            Array.Clear(_sums);
        _workers.Run(this, _grid.Rows);
        Note(Finishes.Count);
        for (var k = 0; k < _sumCount; k++)
            _totals[k] = Reduction.Total(_sums, k, _sumCount, RowWorkers.Blocks(_grid.Rows));
    }

    /// <summary>Runs over some of the cells, by the caller alone.</summary>
    /// <param name="region">At each position the first cell and the one behind the last.</param>
    public void Run(ReadOnlySpan<(int From, int To)> region)
    {
        _given.CopyTo(_scalars[0].AsSpan());
        if (_sumCount > 0)
            Array.Clear(_sums);
        for (var a = region[0].From; a < region[0].To; a++)
            for (var b = region[1].From; b < region[1].To; b++)
                Row(0, a, b, region[2].From, region[2].To - region[2].From, ref _sums[0]);
        Note(0);
        for (var k = 0; k < _sumCount; k++)
            _totals[k] = Reduction.Total(_sums, k, _sumCount, 1);
    }

    // What has been written to, and which ends are filled.
    private void Note(int finished)
    {
        for (var slot = _firstOutput; slot < _arrays.Length; slot++)
            if (_arrays[slot] is { Role: GridRole.Output, Index: var i })
                _memory.SetEnds(_bound[slot], i < finished && !Finishes[i].DependsOnTime ? Finishes[i] : null);
    }

    /// <summary>A sum of the last run.</summary>
    public double Sum(int index) => _totals[index];

    /// <inheritdoc/>
    public void Rows(int worker, int from, int to)
    {
        _given.CopyTo(_scalars[worker].AsSpan());
        var (middle, count) = (_grid.Cells(1), _grid.Cells(2));
        for (var r = from; r < to; r++)
        {
            var (a, b) = (r / middle, r % middle);
            Row(worker, a, b, 0, count, ref Unsafe.Add(ref _sums[0], 2 * (r / RowWorkers.Block) * _sumCount));
            for (var i = 0; i < Finishes.Count; i++)
                Finishes[i].Ends(_bound[_firstOutput + i], a, b);
        }
    }

    // Some cells of a row, from the first.
    private void Row(int worker, int a, int b, int first, int count, ref double sums)
    {
        var (rows, scalars) = (_rows[worker], _scalars[worker]);
        var offset = _grid.RowOffset(a, b) + first;
        for (var slot = 0; slot < _bases.Length; slot++)
            rows[slot] = _bases[slot] + (_arrays[slot].Role == GridRole.Centre ? first : offset);
        foreach (var (slot, position, away) in _coordinates)
            scalars[slot] = _grid.Centre(position, (position == 0 ? a : b) + away);
        _kernel(ref _memory.First, ref rows[0], ref scalars[0], ref sums, count);
    }
}
