namespace Flows.Compiler.Kernels;

/// <summary>What compiled code needs beside arithmetic.</summary>
internal enum LaneMethod
{
    /// <summary>double → the same in all lanes.</summary>
    Broadcast,

    /// <summary>long → the same bits in all lanes.</summary>
    BroadcastBits,

    /// <summary>Reads the bits as integers.</summary>
    AsBits,

    /// <summary>Reads integers as the bits of numbers.</summary>
    AsNumber,

    /// <summary>The first lane.</summary>
    First,

    /// <summary>A bit a lane: the signs.</summary>
    Signs,

    /// <summary>Writes to an address on a line of the cache, past the cache.</summary>
    Stream,

    /// <summary>Adds a lane-wise sum and compensation to a pair in memory.</summary>
    Fold,
}
