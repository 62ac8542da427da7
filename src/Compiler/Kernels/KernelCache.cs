namespace Flows.Compiler.Kernels;

/// <summary>Compiled kernels by their sources: equal sources share one. The least recently asked for go when there are too many.</summary>
/// <param name="capacity">How many are kept.</param>
public sealed class KernelCache(int capacity = 256)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(KernelSource Source, int Bits), LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _recent = [];

    /// <summary>How many kernels are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _entries.Count;
        }
    }

    /// <summary>The compiled form of a source.</summary>
    /// <param name="source">What is computed.</param>
    /// <param name="vectorBits">As for <see cref="KernelCompiler.Compile"/>.</param>
    public RowKernel Get(KernelSource source, int vectorBits = 0)
    {
        var bits = vectorBits == 0 ? KernelCompiler.WidestVector : vectorBits;
        lock (_lock)
        {
            if (_entries.TryGetValue((source, bits), out var node))
            {
                _recent.Remove(node);
                _recent.AddFirst(node);
                return node.Value.Kernel;
            }
            var kernel = KernelCompiler.Compile(source, bits);
            if (_entries.Count >= capacity && _recent.Last is { } oldest)
            {
                _recent.RemoveLast();
                _entries.Remove((oldest.Value.Source, oldest.Value.Bits));
            }
            _entries.Add((source, bits), _recent.AddFirst(new Entry(source, bits, kernel)));
            return kernel;
        }
    }

    private sealed record Entry(KernelSource Source, int Bits, RowKernel Kernel);
}
