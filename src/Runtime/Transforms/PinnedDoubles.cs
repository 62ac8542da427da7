namespace Flows.Runtime.Transforms;

/// <summary>Doubles that neither move nor straddle cache lines: they begin on one of 64 bytes, and live as long as this object does.</summary>
internal sealed unsafe class PinnedDoubles
{
    // Held so that the collector does not take it.
    private readonly double[] _room;

    /// <summary>Reserves zeros.</summary>
    public PinnedDoubles(long count)
    {
        _room = GC.AllocateArray<double>(checked((int)(count + 8)), pinned: true);
        fixed (double* first = _room)
            Start = (double*)(((nint)first + 63) & ~(nint)63);
        Count = (int)count;
    }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>Where they begin.</summary>
    public double* Start { get; }

    /// <summary>The same as a span.</summary>
    public Span<double> Span => new(Start, Count);
}
