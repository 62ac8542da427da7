using System.Reflection.Emit;
using Flows.Compiler.Functions;

namespace Flows.Compiler.Kernels;

/// <summary>
/// What the methods of a kernel share: the functions called lane by lane, and the single-index form, compiled when first needed.
/// </summary>
/// <param name="functions">By their numbers in the program.</param>
/// <param name="writeTail">Writes the single-index form.</param>
internal sealed class KernelContext(Function[] functions, Func<DynamicMethod> writeTail)
{
    private readonly Lock _lock = new();
    private Func<DynamicMethod>? _writeTail = writeTail;
    private RowTail? _tail;

    /// <summary>A kernel over the indices start … end − 1.</summary>
    public delegate void RowTail(ref double arena, ref long rows, ref double scalars, ref double sums, long start, long end);

    /// <summary>The form of <see cref="RunTail"/>.</summary>
    public delegate void TailCall(
        KernelContext context, ref double arena, ref long rows, ref double scalars, ref double sums, long start, long end);

    /// <summary>The functions called lane by lane.</summary>
    public Function[] Functions { get; } = functions;

    /// <summary>Runs the single-index form.</summary>
    public static void RunTail(
        KernelContext context, ref double arena, ref long rows, ref double scalars, ref double sums, long start, long end) =>
        (context._tail ?? context.CompileTail())(ref arena, ref rows, ref scalars, ref sums, start, end);

    private RowTail CompileTail()
    {
        lock (_lock)
        {
            _tail ??= _writeTail!().CreateDelegate<RowTail>(this);
            _writeTail = null;
            return _tail;
        }
    }
}
