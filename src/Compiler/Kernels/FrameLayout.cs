namespace Flows.Compiler.Kernels;

/// <summary>A kernel's memory on the stack: values that pass between the methods of a large kernel, and arguments of calls.</summary>
internal sealed class FrameLayout
{
    /// <summary>One value of the widest vector.</summary>
    public const int SlotBytes = 64;

    private readonly Dictionary<int, int> _slots = [];

    /// <summary>How many slots there are.</summary>
    public int Count { get; private set; }

    /// <summary>The first of the slots for the arguments of calls.</summary>
    public int Scratch { get; private set; }

    /// <summary>The place of a value, if it has one.</summary>
    public int? SlotOf(int id) => _slots.TryGetValue(id, out var slot) ? slot : null;

    /// <summary>Gives a value a place.</summary>
    public void Add(int id)
    {
        if (_slots.TryAdd(id, Count))
            Count++;
    }

    /// <summary>Gives room for a number of values.</summary>
    /// <returns>The first slot.</returns>
    public int Reserve(int slots)
    {
        var first = Count;
        Count += slots;
        return first;
    }

    /// <summary>Gives room for the arguments of calls.</summary>
    public void ReserveScratch(int slots) => Scratch = Reserve(slots);
}
