using Flows.Runtime.Transforms;

namespace Flows.Runtime.Grids;

/// <summary>Threads that share the rows of a grid. Handing out work allocates nothing.</summary>
public sealed class RowWorkers : IParts, IDisposable
{
    /// <summary>Rows that are never shared: parts begin at multiples of it.</summary>
    public const int Block = 8;

    // Parts a worker: so that who comes late finds something to do.
    private const int Parts = 4;

    private readonly long _cells;
    private IRowWork? _work;
    private int _rows, _chunk;

    /// <summary>Starts all threads but the caller's own.</summary>
    /// <param name="count">How many workers, the caller among them.</param>
    /// <param name="cells">Cells of a row.</param>
    public RowWorkers(int count, long cells) => (Threads, _cells) = (new Workers(count), cells);

    /// <summary>How many workers there are.</summary>
    public int Count => Threads.Count;

    /// <summary>The threads, for other work of the same run.</summary>
    internal Workers Threads { get; }

    /// <summary>How many blocks rows are.</summary>
    public static int Blocks(int rows) => (rows + Block - 1) / Block;

    /// <summary>Shares rows among the workers and waits for all of them.</summary>
    /// <param name="work">What is done with them.</param>
    /// <param name="rows">How many.</param>
    /// <param name="fewest">Rows that are done at once, at least.</param>
    public void Run(IRowWork work, int rows, int fewest = Block)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (Count == 1 || rows * _cells < Workers.FewestShared)
        {
            work.Rows(0, 0, rows);
            return;
        }
        (_work, _rows) = (work, rows);
        // As many parts for every worker: one that is left over would be waited for.
        var parts = Count * Math.Clamp(rows / (Count * fewest), 1, Parts);
        _chunk = Blocks((rows + parts - 1) / parts) * Block;
        Threads.Run(this, (rows + _chunk - 1) / _chunk, alone: false);
    }

    /// <inheritdoc/>
    void IParts.Do(int part, int worker) => _work!.Rows(worker, part * _chunk, Math.Min(_rows, (part + 1) * _chunk));

    /// <inheritdoc/>
    public void Dispose() => Threads.Dispose();
}
