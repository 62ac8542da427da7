using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Tests.Kernels;

/// <summary>Runs kernels on four small arrays of given entries.</summary>
internal sealed class KernelRun
{
    public const int Margin = 64;
    public const int Slots = 4;
    private const int Stride = 512;

    private readonly double[] _memory = new double[Slots * Stride];
    private readonly long[] _rows = new long[Slots];
    private readonly double[] _scalars;

    public KernelRun(Func<int, int, double> fill, params double[] scalars)
    {
        for (var slot = 0; slot < Slots; slot++)
        {
            _rows[slot] = slot * Stride + Margin;
            for (var i = 0; i < Stride; i++)
                _memory[slot * Stride + i] = fill(slot, i - Margin);
        }
        _scalars = [.. scalars, 0];
    }

    public double[] Memory => _memory;

    public double[] Sums { get; } = new double[16];

    public double this[int slot, int index] => _memory[_rows[slot] + index];

    public KernelRun Compiled(KernelSource source, int bits, long count)
    {
        Call(KernelCompiler.Compile(source, bits), count);
        return this;
    }

    public void Call(RowKernel kernel, long count) => kernel(ref _memory[0], ref _rows[0], ref _scalars[0], ref Sums[0], count);

    public KernelRun Interpreted(KernelSource source, long count)
    {
        KernelInterpreter.Run(source, _memory, _rows, _scalars, Sums, count);
        return this;
    }

    public double Total(int index) => Reduction.Total(Sums[2 * index], Sums[2 * index + 1]);

    /// <summary>The kernel slot 3 = value.</summary>
    public static KernelSource Source(Expr value, int offset = 0, bool accumulate = false) =>
        new("test", [new KernelOutput(3, offset, value, accumulate)], []);

    public static KernelSource SumSource(params Expr[] values) =>
        new("test", [], [.. values.Select((value, index) => new KernelSum(index, value))]);

    /// <summary>The bits of all entries; a NaN is a NaN whatever its bits.</summary>
    public long[] Bits() => [.. _memory.Select(v => BitConverter.DoubleToInt64Bits(double.IsNaN(v) ? double.NaN : v))];
}
