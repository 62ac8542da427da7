using System.Reflection;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Flows.Compiler.Kernels;

/// <summary>What kernels say to the memory beside loads and stores.</summary>
internal static unsafe class Streaming
{
    private delegate void Store512(Vector512<double> value, double* to);

    private delegate void Store256(Vector256<double> value, double* to);

    private delegate void Fetching(void* address);

    /// <summary>Writes eight numbers past the cache.</summary>
    public static Delegate Stream512 => (Store512)Vector512.StoreAlignedNonTemporal;

    /// <summary>Writes four numbers past the cache.</summary>
    public static Delegate Stream256 => (Store256)Vector256.StoreAlignedNonTemporal;

    /// <summary>Asks for the line of an address; null where this machine has no such instruction.</summary>
    public static MethodInfo? Fetch { get; } = Sse.IsSupported ? ((Fetching)Sse.Prefetch1).Method : null;
}
