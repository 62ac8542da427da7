using System.Runtime.CompilerServices;
using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Tests.Kernels;

public class ArenaTests
{
    [Fact]
    public void Arrays_begin_at_cache_lines_and_do_not_overlap()
    {
        var arena = new Arena([new("u", 13, 3), new("v", 1), new("w", 100, 17)]);
        for (var slot = 0; slot < 3; slot++)
        {
            Assert.Equal(0, Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref arena[slot][0]) % 64);
            Assert.True(Unsafe.AreSame(ref arena[slot][0], ref Unsafe.Add(ref arena.First, (nint)arena.Offset(slot))));
            Assert.Equal(arena.Arrays[slot].Length, arena[slot].Length);
        }
        Assert.True(arena.Offset(0) >= 3);
        Assert.True(arena.Offset(1) >= arena.Offset(0) + 13 + 3);
        Assert.True(arena.Offset(2) >= arena.Offset(1) + 1 + 17);
        Assert.Equal(2, arena.Slot("w"));
        Assert.Throws<ArgumentException>(() => arena.Slot("x"));
    }

    [Fact]
    public void A_bound_kernel_runs_without_allocating()
    {
        var arena = new Arena([new("u", 100), new("v", 100)]);
        var source = new KernelSource(
            "bound", [new(1, 0, Build.Load(0, 0) * Build.Scalar(0))], [new(0, Build.Apply(Flows.Compiler.Functions.FunctionCatalog.Sin, Build.Load(0, 0)))]);
        var kernel = new BoundKernel(KernelCompiler.Compile(source), arena, [arena.Offset(0), arena.Offset(1)], 1, 1);
        kernel.Scalars[0] = 2;
        arena[0].Fill(3);
        arena[0][50] = 1e9;
        kernel.Run(100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            kernel.ClearSums();
            kernel.Run(100);
            kernel.Run(3, 5);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(6, arena[1][99]);
        Assert.Equal(99 * Math.Sin(3) + Math.Sin(1e9) + 5 * Math.Sin(3), kernel.Sum(0), 1e-13);
    }

    [Fact]
    public void Equal_sources_share_one_kernel_and_old_ones_go()
    {
        var cache = new KernelCache(capacity: 2);
        var first = cache.Get(KernelRun.Source(Build.Load(0, 0) + 1));
        Assert.Same(first, cache.Get(KernelRun.Source(1 + Build.Load(0, 0))));
        cache.Get(KernelRun.Source(Build.Load(0, 0) + 2));
        cache.Get(KernelRun.Source(Build.Load(0, 0) + 3));
        Assert.Equal(2, cache.Count);
        Assert.NotSame(first, cache.Get(KernelRun.Source(Build.Load(0, 0) + 1)));
    }
}
