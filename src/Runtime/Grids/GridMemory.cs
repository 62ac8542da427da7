using System.Runtime.CompilerServices;

namespace Flows.Runtime.Grids;

/// <summary>
/// The arrays of a run on a grid, ghosts included: pinned, zero at first, each on a line of the cache and set off against the others. An array is
/// counted when it is taken and allocated when it is first used; nothing is allocated when all that are taken pass the limit.
/// </summary>
public sealed class GridMemory
{
    private const int Line = 8;

    // Arrays are shifted against each other by some lines, so that equal cells do not fall into one set of the cache.
    private const int Shift = 3;

    private readonly long _limit;
    private readonly double[] _origin = GC.AllocateArray<double>(Line, pinned: true);
    private readonly List<double[]?> _arrays = [];
    private readonly List<long> _starts = [];
    private readonly List<GridGhosts?> _ends = [];
    private readonly Stack<double[]> _spare = [];
    private long _others;
    private int _lent, _made;

    /// <summary>Room for arrays.</summary>
    /// <param name="grid">What they are laid out for.</param>
    /// <param name="limit">Bytes at most.</param>
    public GridMemory(Grid grid, long limit = long.MaxValue) => (Grid, _limit) = (grid, limit);

    /// <summary>The grid.</summary>
    public Grid Grid { get; }

    /// <summary>How many arrays have been taken, or were there at one time if that is more; what else was counted is counted in whole arrays of cells.</summary>
    public int Arrays => Taken + (int)Math.Round(_others / ((double)Grid.Count * sizeof(double)));

    /// <summary>Bytes of the arrays taken, and of what else was counted.</summary>
    public long Bytes => Taken * EachBytes + _others;

    /// <summary>Bytes of one array.</summary>
    public long EachBytes => (Grid.Length + 20 * Line) * sizeof(double);

    /// <summary>What the offsets of kernels are counted from.</summary>
    public ref double First => ref _origin[0];

    private int Taken => Math.Max(_arrays.Count - _lent, _made);

    /// <summary>Takes an array.</summary>
    public int Take()
    {
        _arrays.Add(null);
        _starts.Add(0);
        _ends.Add(null);
        return _arrays.Count - 1;
    }

    /// <summary>
    /// Takes an array for a while, before the arrays of the steps are used: what it is made of serves one of them later, so that it need not be counted.
    /// </summary>
    public int Borrow()
    {
        _lent++;
        return Take();
    }

    /// <summary>Gives a borrowed array back; it is not used again.</summary>
    public void Return(int borrowed)
    {
        if (_arrays[borrowed] is { } memory)
            _spare.Push(memory);
        _arrays[borrowed] = null;
    }

    /// <summary>Counts memory that somebody else allocates for the same run.</summary>
    /// <exception cref="MemoryLimitException">The limit is passed.</exception>
    public void Count(long bytes)
    {
        _others += bytes;
        Check();
    }

    /// <summary>Makes sure that there is room for everything taken so far.</summary>
    /// <exception cref="MemoryLimitException">The limit is passed.</exception>
    public void Check()
    {
        if (Bytes > _limit || EachBytes / sizeof(double) > Array.MaxLength)
            throw new MemoryLimitException(Bytes, _limit);
    }

    /// <summary>Takes one array a state, or whatever there is a number of.</summary>
    public int[] Take(int count)
    {
        var taken = new int[count];
        for (var i = 0; i < count; i++)
            taken[i] = Take();
        return taken;
    }

    /// <summary>Where an array begins, in entries from <see cref="First"/>.</summary>
    public long Offset(int array)
    {
        // Pinned arrays do not move, so the distance between them is a number.
        var memory = Allocated(array);
        return Unsafe.ByteOffset(ref _origin[0], ref memory[0]) / sizeof(double) + _starts[array];
    }

    /// <summary>The whole of an array, ghosts included.</summary>
    public Span<double> All(int array)
    {
        Forget(array);
        return Whole(array);
    }

    /// <summary>The whole of an array, ghosts included, to be read.</summary>
    public ReadOnlySpan<double> Read(int array) => Whole(array);

    /// <summary>The cells of a row.</summary>
    public Span<double> Row(int array, int a, int b) => All(array).Slice((int)Grid.RowStart(a, b), Grid.Cells(2));

    /// <summary>The cells of a row, to be read.</summary>
    public ReadOnlySpan<double> ReadRow(int array, int a, int b) => Read(array).Slice((int)Grid.RowStart(a, b), Grid.Cells(2));

    /// <summary>The cells of a row with the ghosts on both sides, for who fills these: the first cell is at <see cref="Grid.Ghosts"/>.</summary>
    internal Span<double> PaddedRow(int array, int a, int b) =>
        Whole(array).Slice((int)Grid.RowStart(a, b) - Grid.Ghosts, Grid.Cells(2) + 2 * Grid.Ghosts);

    /// <summary>By what rule the ghosts at the ends of the rows of an array have been filled since it was written to; null if they have not.</summary>
    internal GridGhosts? EndsBy(int array) => _ends[array];

    /// <summary>Notes that the ends have been filled with what does not change with time, or, by null, that they have not.</summary>
    internal void SetEnds(int array, GridGhosts? by) => _ends[array] = by;

    private Span<double> Whole(int array) => Allocated(array).AsSpan((int)_starts[array], (int)Grid.Length);

    // Who is given cells may write to them. Several workers ask: it is written once.
    private void Forget(int array)
    {
        if (_ends[array] is not null)
            _ends[array] = null;
    }

    private double[] Allocated(int array)
    {
        if (_arrays[array] is { } known)
            return known;
        if (_spare.TryPop(out var memory))
            Array.Clear(memory);
        else
        {
            _made++;
            Check();
            memory = GC.AllocateArray<double>((int)(EachBytes / sizeof(double)), pinned: true);
        }
        var address = Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref memory[0]) / sizeof(double);
        _starts[array] = (Line - address % Line) % Line + Line + array % 4 * Shift * Line;
        return _arrays[array] = memory;
    }
}

/// <summary>A run that there is no room for.</summary>
/// <param name="wanted">Bytes of all its arrays, at the least.</param>
/// <param name="limit">Bytes allowed in all.</param>
public sealed class MemoryLimitException(double wanted, long limit) : Exception($"{wanted} bytes pass the limit of {limit} bytes")
{
    /// <summary>Bytes wanted in all, at the least.</summary>
    public double Wanted { get; } = wanted;

    /// <summary>Bytes allowed in all.</summary>
    public long Limit { get; } = limit;
}
