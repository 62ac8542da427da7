namespace Flows.Runtime.Transforms;

/// <summary>Work in numbered parts that may be done in any order, each once.</summary>
internal interface IParts
{
    /// <summary>Does one part.</summary>
    /// <param name="part">Its number.</param>
    /// <param name="worker">Whose scratch to use: 0 … count − 1.</param>
    void Do(int part, int worker);
}

/// <summary>Threads that wait for work and share its parts with the thread that brings it. Nothing is allocated for each run.</summary>
internal sealed class Workers : IDisposable
{
    // About 20 µs: the pause between two sweeps of a transform is shorter, waking a thread takes longer.
    private const int Spins = 200;

    private readonly object _gate = new();
    private readonly Thread[] _threads;
    private IParts? _work;
    private int _parts, _next, _inside;
    private volatile int _round;
    private volatile bool _stopped;
    private volatile Exception? _failure;

    /// <summary>Starts count − 1 threads.</summary>
    public Workers(int count)
    {
        Count = count;
        _threads = new Thread[count - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            var worker = i + 1;
            _threads[i] = new Thread(() => Wait(worker)) { IsBackground = true, Name = "transform" };
            _threads[i].Start();
        }
    }

    /// <summary>Threads, the caller's included.</summary>
    public int Count { get; }

    /// <summary>Does all parts and returns when the last is done.</summary>
    /// <param name="work">The work.</param>
    /// <param name="parts">How many parts.</param>
    /// <param name="alone">Whether it is too little to share.</param>
    public void Run(IParts work, int parts, bool alone)
    {
        if (alone || _threads.Length == 0 || parts == 1)
        {
            for (var part = 0; part < parts; part++)
                work.Do(part, 0);
            return;
        }
        ObjectDisposedException.ThrowIf(_stopped, this);
        lock (_gate)
        {
            (_work, _parts, _next) = (work, parts, 0);
            _round++;
            Monitor.PulseAll(_gate);
        }
        Share(work, 0);
        // Who has not come by now need not come: the caller never waits for a thread to wake.
        lock (_gate)
            _work = null;
        var spin = new SpinWait();
        while (Volatile.Read(ref _inside) > 0)
            spin.SpinOnce(sleep1Threshold: -1);
        if (_failure is { } failure)
        {
            _failure = null;
            throw new InvalidOperationException("a part of the work failed", failure);
        }
    }

    /// <summary>Lets the threads end.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            _round++;
            Monitor.PulseAll(_gate);
        }
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
            Share(work, worker);
            Interlocked.Decrement(ref _inside);
        }
    }

    private void Share(IParts work, int worker)
    {
        try
        {
            for (int part; (part = Interlocked.Increment(ref _next) - 1) < _parts;)
                work.Do(part, worker);
        }
        catch (Exception failure) when (worker > 0)
        {
            _failure = failure;
        }
    }
}
