namespace Flows.Runtime.Transforms;

/// <summary>Work in numbered parts that may be done in any order, each once.</summary>
internal interface IParts
{
    /// <summary>Does one part.</summary>
    /// <param name="part">Its number.</param>
    /// <param name="worker">Whose scratch to use: 0 … count − 1.</param>
    void Do(int part, int worker);
}

/// <summary>
/// Threads that wait for work and share its parts with the thread that brings it. Each begins with a band of the parts that is the same in every run, so that
/// what it has in its cache is of use, and then helps the others; who does not come in time, on a machine that others use too, is not waited for. Nothing is
/// allocated for each run.
/// </summary>
internal sealed class Workers : IDisposable
{
    /// <summary>Work on fewer values is done by the caller alone: it takes no longer than handing it out.</summary>
    public const int FewestShared = 1 << 14;

    // About 50 µs: the pause between two passes is shorter, waking a thread takes longer.
    private const int Spins = 500;

    // Counters lie two lines of the cache apart.
    private const int Apart = 16;

    private readonly object _gate = new();
    private readonly Thread[] _threads;
    private readonly long[] _next, _ends;
    private IParts? _work;
    private int _inside;
    private volatile int _round;
    private volatile bool _stopped;
    private volatile Exception? _failure;

    /// <summary>Starts count − 1 threads.</summary>
    public Workers(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        (_next, _ends) = (new long[Apart * (count + 1)], new long[count]);
        _threads = new Thread[count - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            var worker = i + 1;
            _threads[i] = new Thread(() => Wait(worker)) { IsBackground = true, Name = $"flowc {worker}" };
            _threads[i].Start();
        }
    }

    /// <summary>Threads, the caller's included.</summary>
    public int Count { get; }

    /// <summary>Does all parts and returns when the last is done.</summary>
    /// <param name="work">The work.</param>
    /// <param name="parts">How many parts.</param>
    /// <param name="alone">Whether it is too little to share.</param>
    /// <exception cref="InvalidOperationException">A part failed on another thread.</exception>
    public void Run(IParts work, int parts, bool alone)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (alone || _threads.Length == 0 || parts == 1)
        {
            for (var part = 0; part < parts; part++)
                work.Do(part, 0);
            return;
        }
        ObjectDisposedException.ThrowIf(_stopped, this);
        for (var band = 0; band < Count; band++)
            (_next[Apart * (band + 1)], _ends[band]) = ((long)parts * band / Count, (long)parts * (band + 1) / Count);
        lock (_gate)
        {
            _work = work;
            _round++;
            Monitor.PulseAll(_gate);
        }
        try
        {
            Share(work, 0);
        }
        finally
        {
            // Who has not come by now need not come: the caller never waits for a thread to wake.
            lock (_gate)
                _work = null;
            var spin = default(SpinWait);
            while (Volatile.Read(ref _inside) > 0)
                spin.SpinOnce(sleep1Threshold: -1);
        }
        if (_failure is { } failure)
        {
            _failure = null;
            throw new InvalidOperationException("a part of the work failed", failure);
        }
    }

    /// <summary>Lets the threads end, and waits for them.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            _round++;
            Monitor.PulseAll(_gate);
        }
        foreach (var thread in _threads)
            thread.Join();
    }

    private void Wait(int worker)
    {
        var seen = 0;
        while (!_stopped)
        {
            for (var i = 0; i < Spins && _round == seen; i++)
                Thread.SpinWait(10);
            IParts? work;
            lock (_gate)
            {
                while (_round == seen)
                    Monitor.Wait(_gate);
                (seen, work) = (_round, _work);
                if (work is not null)
                    Interlocked.Increment(ref _inside);
            }
            if (work is null)
                continue;
            try
            {
                Share(work, worker);
            }
            catch (Exception failure)
            {
                _failure = failure;
            }
            Interlocked.Decrement(ref _inside);
        }
    }

    private void Share(IParts work, int worker)
    {
        for (var k = 0; k < Count; k++)
        {
            var band = (worker + k) % Count;
            for (long part; (part = Interlocked.Increment(ref _next[Apart * (band + 1)]) - 1) < _ends[band];)
                work.Do((int)part, worker);
        }
    }
}
