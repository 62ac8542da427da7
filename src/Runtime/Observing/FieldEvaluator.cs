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

    // Of the domain: differences of given functions in vacuum.
    private const double Reach = 1e-6;

    private readonly RowState _state;
    private readonly ElementArena _arena;
    private readonly RowKernel _kernel;
    private readonly QuantityEvaluator[] _integrals;
    private readonly long[] _rows;
    private readonly double[] _scalars;
    private readonly double[] _sums = new double[2];
    private readonly int _count;
    private readonly LocalField? _local;

    /// <summary>Compiles a field for a state.</summary>
    public FieldEvaluator(FieldPlan plan, RowState state)
    {
        _state = state;
        _count = state.Values.Length;
        _arena = new ElementArena(3, _count);
        _rows = [_arena.Offset(0), _arena.Offset(1), _arena.Offset(Output)];
        _integrals = [.. plan.Integrals.Select(q => new QuantityEvaluator(q, state))];
        _local = plan.Local is { } local ? new LocalField(local, _integrals) : null;
        _scalars = new double[FieldPlan.FirstIntegral + _integrals.Length];
        _kernel = KernelCompiler.Compile(new KernelSource("field", [new KernelOutput(Output, 0, plan.Value)], []));
    }

    /// <summary>The field in every cell; valid until the next call.</summary>
    public ReadOnlySpan<double> Evaluate(double t)
    {
        Prepare(t);
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

    /// <inheritdoc/>
    public (double[] Places, double[] Values) Vacuum(double t)
    {
        var places = _state.VacuumPlaces();
        if (places.Length == 0)
            return ([], []);
        Prepare(t);
        return (places, InVacuum(places));
    }

    private void Prepare(double t)
    {
        _state.Refresh();
        _scalars[Slots.Time] = t;
        for (var i = 0; i < _integrals.Length; i++)
            _scalars[FieldPlan.FirstIntegral + i] = _integrals[i].Value(t);
    }

    // Without density the field is what given functions make of it; each place has neighbours of its own, for differences.
    private double[] InVacuum(ReadOnlySpan<double> places)
    {
        var arena = new ElementArena(3, 3 * places.Length);
        long[] rows = [arena.Offset(0), arena.Offset(1), arena.Offset(Output)];
        var reach = Reach * (_state.DomainHigh - _state.DomainLow);
        var centres = arena.Row(Slots.Centres, 3 * places.Length);
        for (var i = 0; i < centres.Length; i++)
            centres[i] = places[i / 3] + (i % 3 - 1) * reach;
        _kernel(ref arena.First, ref rows[0], ref _scalars[0], ref _sums[0], centres.Length);
        var values = new double[places.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = arena.Row(Output, centres.Length)[3 * i + 1];
        return values;
    }

    /// <inheritdoc/>
    public (double? Low, double? High) Ends(double t) => (Prescribed(false, t), Prescribed(true, t));

    /// <summary>The value at an end where every state in the field is prescribed; else null.</summary>
    public double? Prescribed(bool isUpper, double t) => _local?.Held([_state.Plan.State!], 0, isUpper) is { } held
        ? _local.At([End(isUpper)], t, _ => LocalField.Given(held[0], [End(isUpper)], t)) : null;

    /// <summary>The field at a place, linear between cell centres and to the ends.</summary>
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
            return InVacuum([x])[0];
        if (j == 0)
            return Between(AtEnd(false, t), values[0], (x - _state.DomainLow) / (centres[0] - _state.DomainLow));
        if (j == _count)
            return Between(AtEnd(true, t), values[^1], (_state.DomainHigh - x) / (_state.DomainHigh - centres[^1]));
        var s = (x - centres[j - 1]) / (centres[j] - centres[j - 1]);
        return values[j - 1] + s * (values[j] - values[j - 1]);
    }

    private static double Between(double end, double cell, double share) => end + Math.Clamp(share, 0, 1) * (cell - end);

    private double End(bool isUpper) => isUpper ? _state.DomainHigh : _state.DomainLow;

    // What is prescribed; else the straight line through the two cells at the end.
    private double AtEnd(bool isUpper, double t)
    {
        if (_state.Plan.State!.Domain.Axes[0].IsPeriodic)
            return 0.5 * (_arena.Row(Output, _count)[0] + _arena.Row(Output, _count)[^1]);
        if (Prescribed(isUpper, t) is { } given)
            return given;
        var x = End(isUpper);
        if (_local is null || _local.States.Count == 0)
            return _local?.At([x], t, _ => 0) ?? Straight(_arena.Row(Output, _count), x, isUpper);
        var state = Straight(_state.Values, x, isUpper);
        return _local.At([x], t, s => s.IsDensity ? Math.Max(0, state) : state);
    }

    private double Straight(ReadOnlySpan<double> values, double x, bool isUpper)
    {
        var centres = _arena.Row(Slots.Centres, _count);
        var (first, second) = isUpper ? (_count - 1, Math.Max(0, _count - 2)) : (0, Math.Min(1, _count - 1));
        return first == second ? values[first] : values[first] + (x - centres[first]) / (centres[second] - centres[first]) * (values[second] - values[first]);
    }
}
