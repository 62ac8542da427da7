using Flows.Compiler.Discretising;
using Flows.Compiler.Kernels;
using Flows.Compiler.Symbolics;
using Flows.Runtime.Energies;
using Flows.Runtime.Grids;

namespace Flows.Runtime.States;

/// <summary>A function f(u, x, t) on the cells of a grid, and ∂f/∂u, as compiled kernels. Nothing is allocated in a call.</summary>
internal sealed class PointFunction
{
    private const int Output = 2;
    private readonly ElementArena _arena;
    private readonly RowKernel _value;
    private readonly RowKernel _slope;
    private readonly long[] _rows;
    private readonly double[] _scalars = new double[2];
    private readonly double[] _sums = new double[2];
    private readonly int _count;

    /// <summary>Compiles a function of the state at a point, its coordinate and the time.</summary>
    public PointFunction(Expr f, Grid1D grid)
    {
        _count = grid.Count;
        _arena = new ElementArena(3, _count);
        _rows = [_arena.Offset(0), _arena.Offset(1), _arena.Offset(Output)];
        grid.Centres.CopyTo(_arena.Row(Slots.Centres, _count));
        var cell = Substitution.Replace(VacuumLogs.Guard(Definitions.Expand(f)), leaf => leaf switch
        {
            StateValue => Build.Load(Slots.Unknowns, 0),
            Coordinate => Build.Load(Slots.Centres, 0),
            Time => Build.Scalar(Slots.Time),
            _ => null,
        });
        var slope = Derivative.Of(cell, Build.Load(Slots.Unknowns, 0));
        IsConstant = slope is Number { Value.IsZero: true };
        _value = KernelCompiler.Compile(new KernelSource("point", [new KernelOutput(Output, 0, cell)], []));
        _slope = KernelCompiler.Compile(new KernelSource("point slope", [new KernelOutput(Output, 0, slope)], []));
    }

    /// <summary>Whether f does not depend on u.</summary>
    public bool IsConstant { get; }

    /// <summary>Sets t.</summary>
    public void SetTime(double t) => _scalars[Slots.Time] = t;

    /// <summary>f at every cell.</summary>
    public void Evaluate(ReadOnlySpan<double> u, Span<double> f) => Run(_value, u, f);

    /// <summary>∂f/∂u at every cell.</summary>
    public void Slope(ReadOnlySpan<double> u, Span<double> df) => Run(_slope, u, df);

    private void Run(RowKernel kernel, ReadOnlySpan<double> u, Span<double> result)
    {
        u.CopyTo(_arena.Row(Slots.Unknowns, _count));
        kernel(ref _arena.First, ref _rows[0], ref _scalars[0], ref _sums[0], _count);
        _arena.Row(Output, _count).CopyTo(result);
    }
}
