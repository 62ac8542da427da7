using Flows.Compiler.Discretising;
using Flows.Compiler.Kernels;

namespace Flows.Runtime.Energies;

/// <summary>A kernel bound to the rows of an arena and to a range of indices.</summary>
internal sealed class ElementKernel
{
    private readonly ElementArena _arena;
    private readonly RowKernel _kernel;
    private readonly long[] _rows;
    private readonly double[] _scalars;
    private readonly double[] _sums;
    private readonly int _count;

    /// <summary>Compiles a source and binds it.</summary>
    /// <param name="arena">The memory.</param>
    /// <param name="source">What to compute.</param>
    /// <param name="rowOf">For each slot of the source, the arena's row.</param>
    /// <param name="place">Where the elements sit.</param>
    /// <param name="cells">N.</param>
    /// <param name="scalars">Shared with the owner.</param>
    /// <param name="sums">Shared with the owner: two entries a sum.</param>
    public ElementKernel(ElementArena arena, KernelSource source, ReadOnlySpan<int> rowOf, ElementPlace place, int cells, double[] scalars, double[] sums)
    {
        (_arena, _scalars, _sums) = (arena, scalars, sums);
        _kernel = KernelCompiler.Compile(source);
        var start = place switch { ElementPlace.Nodes => 1, ElementPlace.RightEnd => cells - 1, _ => 0 };
        _count = place switch { ElementPlace.Cells => cells, ElementPlace.Nodes => cells - 1, _ => 1 };
        _rows = new long[rowOf.Length];
        for (var slot = 0; slot < rowOf.Length; slot++)
            _rows[slot] = arena.Offset(rowOf[slot], start);
    }

    /// <summary>Runs over all indices of the place.</summary>
    public void Run() => _kernel(ref _arena.First, ref _rows[0], ref _scalars[0], ref _sums[0], _count);
}
