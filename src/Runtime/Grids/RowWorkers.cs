namespace Flows.Runtime.Grids;

/// <summary>Threads that share the rows of a grid: they wait spinning for a short time, then asleep. Handing out work allocates nothing.</summary>
public sealed class RowWorkers : IDisposable
{
    /// <summary>Rows that are never shared: workers begin at multiples of it. Fewer are not worth waking one for.</summary>
    public const int Block = 8;

    private const int Spins = 2000;

    private readonly Thread[] _threads;
    private readonly SemaphoreSlim[] _wake;
    private readonly int[] _asleep;
    private IRowWork? _work;
    private Exception? _failure;
    private int _rows, _sharers, _round, _pending;
    private volatile bool _ended;

    /// <summary>Starts all threads but the caller's own.</summary>
    /// <param name="count">How many workers, the caller among them.</param>
    public RowWorkers(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        _wake = [.. Enumerable.Range(0, count - 1).Select(_ => new SemaphoreSlim(0))];
        _asleep = new int[count - 1];
        _threads = [.. Enumerable.Range(0, count - 1).Select(i => new Thread(() => Live(i)) { IsBackground = true, Name = $"rows {i + 1}" })];
        foreach (var thread in _threads)
            thread.Start();
    }

    /// <summary>How many workers there are.</summary>
    public int Count { get; }

    /// <summary>How many blocks rows are.</summary>
    public static int Blocks(int rows) => (rows + Block - 1) / Block;

    /// <summary>Shares rows among the workers and waits for all of them.</summary>
    public void Run(IRowWork work, int rows)
    {
        ArgumentNullException.ThrowIfNull(work);
        var sharers = Math.Clamp(rows / Block, 1, Count);
        if (sharers == 1)
        {
            work.Rows(0, 0, rows);
            return;
        }
        (_work, _rows, _sharers) = (work, rows, sharers);
        Volatile.Write(ref _pending, Count - 1);
        Interlocked.Increment(ref _round);
        for (var i = 0; i < _wake.Length; i++)
            if (Interlocked.CompareExchange(ref _asleep[i], 0, 1) == 1)
                _wake[i].Release();
        work.Rows(0, 0, Start(1));
        var spinner = default(SpinWait);
        while (Volatile.Read(ref _pending) > 0)
            spinner.SpinOnce(sleep1Threshold: -1);
        if (_failure is { } failure)
        {
            _failure = null;
            throw new InvalidOperationException("a worker failed", failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ended)
            return;
        _ended = true;
        foreach (var wake in _wake)
            wake.Release();
        foreach (var thread in _threads)
            thread.Join();
        foreach (var wake in _wake)
            wake.Dispose();
    }

    private int Start(int sharer) => sharer == _sharers ? _rows : (int)((long)_rows * sharer / _sharers) / Block * Block;

    private void Live(int me)
    {
        var seen = 0;
        while (true)
        {
            Await(me, seen);
            if (_ended)
                return;
            seen = Volatile.Read(ref _round);
            try
            {
                if (me + 1 < _sharers)
                    _work!.Rows(me + 1, Start(me + 1), Start(me + 2));
            }
            catch (Exception failure)
            {
                _failure = failure;
            }
            Interlocked.Decrement(ref _pending);
        }
    }

    private void Await(int me, int seen)
    {
        for (var k = 0; k < Spins; k++)
        {
            if (Volatile.Read(ref _round) != seen || _ended)
                return;
            Thread.SpinWait(20);
        }
        Volatile.Write(ref _asleep[me], 1);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _round) != seen && Interlocked.CompareExchange(ref _asleep[me], 0, 1) == 1)
            return;
        _wake[me].Wait();
    }
}
