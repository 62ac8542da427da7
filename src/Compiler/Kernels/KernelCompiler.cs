using System.Runtime.Intrinsics;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Kernels;

/// <summary>Turns a kernel's source into machine code for the widest vectors of this machine.</summary>
public static class KernelCompiler
{
    /// <summary>The width of the vectors that kernels are compiled for unless told otherwise: 512, 256 or 64 (no vectors).</summary>
    public static int WidestVector { get; } =
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 64;

    /// <summary>Compiles a kernel. Outputs are the same bits at every width.</summary>
    /// <param name="source">In terms of <see cref="Load"/>, <see cref="Scalar"/>, numbers, functions and named constants.</param>
    /// <param name="vectorBits">512, 256 or 64; 0 for <see cref="WidestVector"/>.</param>
    /// <exception cref="ArgumentException">The source holds a state, a coordinate or an operator, or the width is none.</exception>
    public static RowKernel Compile(KernelSource source, int vectorBits = 0)
    {
        if (vectorBits is not (0 or 64 or 256 or 512))
            throw new ArgumentException($"no vectors have {vectorBits} bits", nameof(vectorBits));
        return KernelEmitter.Emit(KernelLowering.Of(source), LaneType.Of(vectorBits == 0 ? WidestVector : vectorBits));
    }
}
