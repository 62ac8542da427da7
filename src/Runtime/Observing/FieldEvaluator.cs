using Flows.Compiler.Binding;
using Flows.Compiler.Discretising;
using Flows.Compiler.Kernels;
using Flows.Compiler.Planning;
using Flows.Runtime.Energies;
using Flows.Runtime.States;

namespace Flows.Runtime.Observing;

/// <summary>Evaluates a field on the cells of a state, on a grid or in mass coordinates.</summary>
internal sealed class FieldEvaluator : IFieldValues
{
    private const int Output = 2;
    private const int M = ElementArena.Margin;
    private readonly RowState _state;
    private readonly ElementArena _arena;
    private readonly RowKernel _kernel;
    private readonly QuantityEvaluator[] _integrals;
    private readonly long[] _rows;
    private readonly double[] _scalars;
    private readonly double[] _sums = new double[2];
    private readonly int _count;

    /// <summary>Compiles a field for a state.</summary>
    public FieldEvaluator(FieldPlan plan, RowState state)
    {
        _state = state;
        _count = state.Values.Length;
        _arena = new ElementArena(3, _count);
        _rows = [_arena.Offset(0), _arena.Offset(1), _arena.Offset(Output)];
        _integrals = [.. plan.Integrals.Select(q => new QuantityEvaluator(q, state))];
        _scalars = new double[FieldPlan.FirstIntegral + _integrals.Length];
        _kernel = KernelCompiler.Compile(new KernelSource("field", [new KernelOutput(Output, 0, plan.Value)], []));
    }

    /// <summary>The field in every cell; valid until the next call.</summary>
    public ReadOnlySpan<double> Evaluate(double t)
    {
        _state.Refresh();
        _scalars[Slots.Time] = t;
        for (var i = 0; i < _integrals.Length; i++)
            _scalars[FieldPlan.FirstIntegral + i] = _integrals[i].Value(t);
        var values = _arena.Padded(Slots.Unknowns);
        var centres = _arena.Padded(Slots.Centres);
        _state.Values.CopyTo(values[M..]);
        var edges = _state.Edges;
        for (var i = 0; i < _count; i++)
            centres[M + i] = 0.5 * (edges[i] + edges[i + 1]);
        var ghosts = new Ghosts(_state.Left, _state.Right, _count);
        ghosts.SetTime(t);
        ghosts.Fill(values);
        // Mirror images of the centres too, so that differences across an end span two half cells.
        centres[M - 1] = 2 * edges[0] - centres[M];
        centres[M + _count] = 2 * edges[^1] - centres[M + _count - 1];
        _kernel(ref _arena.First, ref _rows[0], ref _scalars[0], ref _sums[0], _count);
        return _arena.Row(Output, _count);
    }

    /// <summary>The field at a place, linear between cell centres.</summary>
    public double At(double x, double t)
    {
        var values = Evaluate(t);
        var centres = _arena.Row(Slots.Centres, _count);
        var j = centres.BinarySearch(x);
        j = j >= 0 ? j : ~j;
        var near = AxisModel.Rounding * (_state.DomainHigh - _state.DomainLow);
        if (!(x >= _state.DomainLow - near && x <= _state.DomainHigh + near))
            return double.NaN;
        if (_state.IsVacuum(x))
            return 0;
        if (j == 0)
            return values[0];
        if (j == _count)
            return values[^1];
        var s = (x - centres[j - 1]) / (centres[j] - centres[j - 1]);
        return values[j - 1] + s * (values[j] - values[j - 1]);
    }
}
