using Flows.Language;

namespace Flows.Runtime.Transforms;

/// <summary>Real transforms of a box of cells in one, two or three dimensions: Fourier, cosine or sine along each axis.</summary>
/// <remarks>
/// <para>Arrays are row-major, the last axis fastest, and coefficients fill an array of the shape of the values. Along an axis of n cells,
/// coefficient k stands at place k for <see cref="SideKind.Even"/>, Σ u_j cos(πk(j + ½)/n); at place k − 1 for <see cref="SideKind.Odd"/>,
/// Σ u_j sin(πk(j + ½)/n); and for <see cref="SideKind.Periodic"/>, Σ u_j e^(−2πijk/n), the order is re0, re1, im1, re2, im2, …, and
/// re(n/2) last if n is even. So the discrete and the continuous Laplacian multiply each place by one number (<see cref="LaplaceSpectrum"/>).
/// Forward has no factor; inverse undoes it.</para>
/// <para>Sizes 2^a 3^b 5^c 7^d are fast; another prime factor r costs r operations more for each number. Nothing is allocated after
/// the constructor. One transform at a time: the scratch is shared. The bits do not depend on the number of threads.</para>
/// </remarks>
public sealed unsafe class GridTransform : IDisposable, IParts
{
    private readonly AxisTransform[] _axes;
    private readonly AlignedArray[] _scratch;
    private readonly Workers _workers;
    private readonly bool _ownsWorkers;
    // Values as [planes, columns (the middle axis of three), n]; the first axis of two or three is transformed in columns of the whole.
    private readonly int _planes, _rows, _n, _supportRows, _supportColumns;
    private readonly AxisTransform? _first, _middle;
    private readonly AxisTransform _last;
    private double* _from, _to, _symbol;
    private Sweep _sweep;

    /// <summary>Plans.</summary>
    /// <param name="cells">Cells along each of one to three axes, each ≥ 1.</param>
    /// <param name="sides">The basis along each axis.</param>
    /// <param name="threads">Threads that share the work, the caller's included; ≥ 1. Small grids are transformed by the caller alone.</param>
    /// <exception cref="ArgumentException">The axes are none or more than three, or the two lists differ in length.</exception>
    public GridTransform(ReadOnlySpan<int> cells, ReadOnlySpan<SideKind> sides, int threads = 1)
        : this(cells, sides, new Workers(threads), cells) => _ownsWorkers = true;

    /// <summary>Plans for workers that somebody else lets end.</summary>
    internal GridTransform(ReadOnlySpan<int> cells, ReadOnlySpan<SideKind> sides, Workers workers)
        : this(cells, sides, workers, cells)
    {
    }

    /// <summary>Plans for values that are zero, or not asked for, beyond the first cells of each axis: columns there are left out.</summary>
    internal GridTransform(ReadOnlySpan<int> cells, ReadOnlySpan<SideKind> sides, Workers workers, ReadOnlySpan<int> support)
    {
        if (cells.Length is < 1 or > 3 || cells.Length != sides.Length)
            throw new ArgumentException("one to three axes, each with a basis, are expected", nameof(cells));
        foreach (var n in cells)
            ArgumentOutOfRangeException.ThrowIfLessThan(n, 1, nameof(cells));
        Cells = [.. cells];
        Sides = [.. sides];
        _axes = new AxisTransform[cells.Length];
        for (var i = 0; i < cells.Length; i++)
            _axes[i] = Same(cells, sides, i) is { } twin ? _axes[twin] : AxisTransform.Create(cells[i], sides[i]);
        (_first, _middle, _last) = (cells.Length > 1 ? _axes[0] : null, cells.Length > 2 ? _axes[1] : null, _axes[^1]);
        _n = cells[^1];
        (_planes, _rows) = cells.Length switch { 1 => (1, 1), 2 => (1, cells[0]), _ => (cells[0], cells[1]) };
        (_supportRows, _supportColumns) = cells.Length > 2 ? (support[1], support[2]) : (1, support[^1]);
        Count = checked(_planes * _rows * _n);
        _scratch = new AlignedArray[workers.Count];
        for (var i = 0; i < _scratch.Length; i++)
            _scratch[i] = new AlignedArray(_axes.Max(axis => axis.Scratch));
        _workers = workers;
    }

    private enum Sweep
    {
        FirstForward,
        FirstInverse,
        Forward,
        Inverse,
        Multiply,
    }

    /// <summary>Cells along each axis.</summary>
    public Seq<int> Cells { get; }

    /// <summary>The basis along each axis.</summary>
    public Seq<SideKind> Sides { get; }

    /// <summary>All cells.</summary>
    public int Count { get; }

    /// <summary>Who shares the work.</summary>
    internal Workers Workers => _workers;

    /// <summary>Doubles in a symbol, which is ordered by blocks of rows.</summary>
    internal long SymbolCount => (long)_planes * RowBlocks * _last.Lines * _n;

    /// <summary>Values to coefficients.</summary>
    /// <param name="values">[cells]</param>
    /// <param name="coefficients">[cells]; may be <paramref name="values"/>, but may not overlap it otherwise.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public void Forward(ReadOnlySpan<double> values, Span<double> coefficients)
    {
        Check(values, coefficients);
        fixed (double* from = values, to = coefficients)
        {
            var begin = from;
            if (_first is not null)
            {
                Run(Sweep.FirstForward, from, to, Blocks(Count / _first.Length));
                begin = to;
            }
            Run(Sweep.Forward, begin, to, Parts);
        }
        // The tables are reached through pointers, which the collector does not see.
        GC.KeepAlive(this);
    }

    /// <summary>Coefficients to values: undoes <see cref="Forward"/>.</summary>
    /// <param name="coefficients">[cells]</param>
    /// <param name="values">[cells]; may be <paramref name="coefficients"/>, but may not overlap it otherwise.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public void Inverse(ReadOnlySpan<double> coefficients, Span<double> values)
    {
        Check(coefficients, values);
        fixed (double* from = coefficients, to = values)
        {
            Run(Sweep.Inverse, from, to, Parts);
            if (_first is not null)
                Run(Sweep.FirstInverse, to, to, Blocks(Count / _first.Length));
        }
        GC.KeepAlive(this);
    }

    /// <summary>Forward, times a symbol, and back. The last axes are done in one sweep, so that their coefficients never leave the cache.</summary>
    internal void Multiply(ReadOnlySpan<double> values, Span<double> result, double* symbol)
    {
        Check(values, result);
        fixed (double* from = values, to = result)
        {
            var begin = from;
            if (_first is not null)
            {
                Run(Sweep.FirstForward, from, to, Blocks(Count / _first.Length));
                begin = to;
            }
            _symbol = symbol;
            Run(Sweep.Multiply, begin, to, Parts);
            if (_first is not null)
                Run(Sweep.FirstInverse, to, to, Blocks(Count / _first.Length));
        }
        GC.KeepAlive(this);
    }

    /// <summary>Blocks that the rows of all planes are done in.</summary>
    internal int SymbolBlocks => _planes * RowBlocks;

    private int RowBlocks => Blocks(_rows);

    /// <summary>The rows of a block of a symbol, counted over all planes.</summary>
    internal (int First, int Count) SymbolRows(int block)
    {
        var (plane, within) = Math.DivRem(block, RowBlocks);
        return (plane * _rows + within * _last.Lines, Math.Min(_last.Lines, _rows - within * _last.Lines));
    }

    /// <summary>Where the factor of a coefficient stands in a symbol.</summary>
    /// <param name="line">Row of the grid, counted over all planes.</param>
    /// <param name="k">Place in the row.</param>
    internal long SymbolPlace(int line, int k)
    {
        var (plane, row) = Math.DivRem(line, _rows);
        var (block, lane) = Math.DivRem(row, _last.Lines);
        return (((long)plane * RowBlocks + block) * _n + k) * _last.Lines + lane;
    }

    /// <summary>Lets threads of its own end.</summary>
    public void Dispose()
    {
        if (_ownsWorkers)
            _workers.Dispose();
    }

    void IParts.Do(int part, int worker)
    {
        var scratch = _scratch[worker].Start;
        if (_sweep is Sweep.FirstForward or Sweep.FirstInverse)
        {
            var columns = Count / _first!.Length;
            Columns(_first, _sweep == Sweep.FirstForward, _from, _to, columns, part, scratch);
        }
        else if (_middle is null)
            Rows(_from, _to, 0, part, scratch);
        else
            Plane(part, scratch);
    }

    // With three axes a part is a plane, whose two axes are done while it is in the cache.
    private void Plane(int plane, double* scratch)
    {
        double* from = _from + (nint)plane * _rows * _n, to = _to + (nint)plane * _rows * _n;
        if (_sweep != Sweep.Inverse)
        {
            for (var block = 0; block < Blocks(_n); block++)
                Columns(_middle!, true, from, to, _n, block, scratch);
            from = to;
        }
        for (var block = 0; block < RowBlocks; block++)
            Rows(from, to, plane, block, scratch);
        if (_sweep != Sweep.Forward)
            for (var block = 0; block < Blocks(_n); block++)
                Columns(_middle!, false, to, to, _n, block, scratch);
    }

    private void Columns(AxisTransform axis, bool forward, double* from, double* to, int columns, int block, double* scratch)
    {
        var begin = block * axis.Lines;
        var lines = Math.Min(axis.Lines, columns - begin);
        if (IsOutside(begin, lines))
            return;
        if (forward)
            axis.ForwardColumns(from + begin, to + begin, columns, lines, scratch);
        else
            axis.InverseColumns(from + begin, to + begin, columns, lines, scratch);
    }

    // Columns are counted within a row, or over all rows of a plane.
    private bool IsOutside(int begin, int lines)
    {
        var (row, column) = Math.DivRem(begin, _n);
        return row >= _supportRows || column >= _supportColumns && column + lines <= _n;
    }

    private void Rows(double* from, double* to, int plane, int block, double* scratch)
    {
        var begin = block * _last.Lines;
        var lines = Math.Min(_last.Lines, _rows - begin);
        from += (nint)begin * _n;
        to += (nint)begin * _n;
        if (_sweep == Sweep.Forward)
            _last.ForwardRows(from, to, lines, scratch);
        else if (_sweep == Sweep.Inverse)
            _last.InverseRows(from, to, lines, scratch);
        else
            _last.MultiplyRows(from, to, lines, _symbol + ((nint)plane * RowBlocks + block) * _n * _last.Lines, scratch);
    }

    private int Parts => _middle is null ? RowBlocks : _planes;

    private void Run(Sweep sweep, double* from, double* to, int parts)
    {
        _sweep = sweep;
        _from = from;
        _to = to;
        _workers.Run(this, parts, alone: Count < Workers.FewestShared);
    }

    private int Blocks(int lines) => (lines + _last.Lines - 1) / _last.Lines;

    private void Check(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        if (from.Length != Count || to.Length != Count)
            throw new ArgumentException($"{Count} values are expected", nameof(from));
        if (from.Overlaps(to, out var offset) && offset != 0)
            throw new ArgumentException("values and coefficients overlap", nameof(to));
    }

    private static int? Same(ReadOnlySpan<int> cells, ReadOnlySpan<SideKind> sides, int i)
    {
        for (var j = 0; j < i; j++)
            if (cells[j] == cells[i] && sides[j] == sides[i])
                return j;
        return null;
    }
}
