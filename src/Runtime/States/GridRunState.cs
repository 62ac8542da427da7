using System.Globalization;
using Flows.Compiler.Binding;
using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Runtime.Grids;
using Flows.Runtime.Observing;
using Flows.Runtime.Results;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.States;

/// <summary>States as cell averages on a grid of one to three dimensions.</summary>
public sealed class GridRunState : RunState
{
    private readonly Plan _plan;
    private readonly GridContext _context;
    private readonly GridReduction _reduction;
    // A tenth of all mass in one cell of many: what follows is the grid's doing, not the flow's.
    private const double ConcentratedShare = 0.1;

    private readonly double[] _startMass, _startShare;
    private readonly double[] _magnitude;
    private readonly bool[] _conserves;
    private readonly GridGhosts[] _ghosts;

    // For runs that end where they are steady, and do not only descend.
    private GridVectors? _vectors;
    private int[]? _rates;

    /// <summary>The initial states of a plan.</summary>
    /// <param name="plan">With a system of flows on a grid.</param>
    /// <param name="settings">Threads and memory.</param>
    public GridRunState(Plan plan, RunSettings settings)
    {
        _plan = plan;
        var axes = plan.States[0].Domain.Axes;
        var grid = new Grid(axes, plan.GridCells, Math.Max(2, plan.System!.Reach));
        _context = new GridContext(grid, settings.Threads, settings.MemoryLimit) { DerivesWaves = plan.Method?.Name == "spectral" };
        Arrays = _context.Memory.Take(plan.States.Count);
        _ghosts = GhostsOf(_context, plan.States, plan.System.Sides);
        System = new GridSystem(_context, plan.System!, _ghosts);
        _reduction = new GridReduction(_context);
        _conserves = [.. plan.States.Select(s => plan.Equations.FirstOrDefault(e => e.State == s) is { Facts.ConservesMass: true })];
        (_startMass, _startShare) = (new double[Arrays.Length], new double[Arrays.Length]);
        _magnitude = new double[Arrays.Length];
    }

    /// <summary>What stands beyond the sides of each of some states.</summary>
    internal static GridGhosts[] GhostsOf(GridContext context, Seq<StateModel> states, Seq<Seq<ImageKind>> sides)
    {
        var grid = context.Grid;
        return [.. states.Select((s, i) => new GridGhosts(context,
            [.. Enumerable.Range(0, 6).Select(side => side / 2 < 3 - grid.Dimension ? SideRule.Mirror : Side(s, sides[i], side / 2 - 3 + grid.Dimension, side % 2 == 1))]))];
        SideRule Side(StateModel state, Seq<ImageKind> kinds, int axis, bool isUpper) =>
            SideRule.Of(grid, kinds[2 * axis + (isUpper ? 1 : 0)],
                [.. state.Boundary.Where(b => b.Axis == axis && b.IsUpper == isUpper)], axis, isUpper);
    }

    /// <summary>The states.</summary>
    public Seq<StateModel> States => _plan.States;

    /// <summary>The state of a symbol.</summary>
    internal StateModel Model(StateSymbol symbol) => _plan.States.First(s => s.Symbol == symbol);

    /// <summary>The average of a state over a cell, by its indices along the axes.</summary>
    internal double Value(StateSymbol symbol, ReadOnlySpan<int> cell)
    {
        Span<int> at = [0, 0, 0];
        cell.CopyTo(at[(3 - cell.Length)..]);
        return _context.Memory.ReadRow(Arrays[Array.FindIndex([.. _plan.States], s => s.Symbol == symbol)], at[0], at[1])[at[2]];
    }

    /// <summary>The arrays of the states.</summary>
    public int[] Arrays { get; }

    /// <summary>The flows on the grid.</summary>
    public GridSystem System { get; }

    /// <inheritdoc/>
    public override double[] Unknowns => [];

    /// <inheritdoc/>
    public override long Cells => _context.Grid.Count;

    /// <inheritdoc/>
    public override long Bytes => _context.Memory.Bytes;

    /// <inheritdoc/>
    public override int ArrayCount => _context.Memory.Arrays;

    /// <inheritdoc/>
    public override void Fill()
    {
        var volume = _context.Grid.CellVolume;
        for (var i = 0; i < Arrays.Length; i++)
        {
            GridInitial.Fill(_context, _plan.States[i], Arrays[i]);
            if (_plan.States[i].Rule == MassRule.Scaled)
                Scale(Arrays[i], _plan.States[i].Mass / (_reduction.Sum(Arrays[i]) * volume));
            _magnitude[i] = _reduction.Magnitude(Arrays[i]) * volume;
        }
        System.Fill(Arrays, 0);
    }

    /// <inheritdoc/>
    public override void MeasureRoundOff()
    {
        // Halves and doubles are exact.
        var whole = Energy(0, out var magnitude);
        foreach (var array in Arrays)
            Scale(array, 0.5);
        var half = Energy(0, out var ofHalf);
        foreach (var array in Arrays)
            Scale(array, 2);
        System.Fill(Arrays, 0);
        System.LeastMagnitude = double.IsFinite(whole + half) ? Math.Max(magnitude, ofHalf) : 0;
    }

    /// <inheritdoc/>
    public override double LeastMagnitudeOf(Expr quantity) =>
        _plan.Equations.Any(e => e.Flow.Descents.Any(d => ReferenceEquals(d.Energy, quantity))) ? System.LeastMagnitude : 0;

    /// <inheritdoc/>
    public override void Refresh()
    {
    }

    /// <inheritdoc/>
    public override (string What, int Cell)? Invalid()
    {
        for (var i = 0; i < Arrays.Length; i++)
        {
            var (name, density) = (_plan.States[i].Symbol.Name, _plan.States[i].Symbol.IsDensity);
            var cell = _reduction.First(Arrays[i], value => !double.IsFinite(value));
            if (cell >= 0)
                return ($"the initial value of `{name}` is not finite", (int)cell);
            cell = density ? _reduction.First(Arrays[i], value => value < 0) : -1;
            if (cell >= 0)
                return ($"the initial density `{name}` is negative", (int)cell);
        }
        return null;
    }

    /// <inheritdoc/>
    public override double Energy(double t, out double magnitude)
    {
        System.Fill(Arrays, t);
        return System.Energy(Arrays, t, out magnitude);
    }

    /// <inheritdoc/>
    public override double TotalMass => Arrays.Sum(_reduction.Sum) * _context.Grid.CellVolume;

    /// <inheritdoc/>
    public override double EnergyOf(Expr density, double t)
    {
        if (Arrays.Length != 1)
            return double.NaN;
        var array = _context.Memory.Borrow();
        GridInitial.Fill(_context, _plan.States[0] with { Initial = density, Given = [] }, array);
        Scale(array, TotalMass / (_reduction.Sum(array) * _context.Grid.CellVolume));
        System.Fill([array], t);
        var energy = System.Energy([array], t, out _);
        _context.Memory.Return(array);
        System.Fill(Arrays, t);
        return energy;
    }

    /// <inheritdoc/>
    public override void RememberMass()
    {
        for (var i = 0; i < Arrays.Length; i++)
        {
            _startMass[i] = _reduction.Sum(Arrays[i]) * _context.Grid.CellVolume;
            _startShare[i] = _reduction.Greatest(Arrays[i]) * _context.Grid.CellVolume / _startMass[i];
        }
    }

    /// <inheritdoc/>
    public override double MassDrift()
    {
        var worst = double.NaN;
        for (var i = 0; i < Arrays.Length; i++)
        {
            if (!_conserves[i])
                continue;
            var drift = Math.Abs(_reduction.Sum(Arrays[i]) * _context.Grid.CellVolume - _startMass[i]) / (_magnitude[i] > 0 ? _magnitude[i] : 1);
            worst = double.IsNaN(worst) ? drift : Math.Max(worst, drift);
        }
        return worst;
    }

    /// <inheritdoc/>
    public override double Minimum()
    {
        var least = double.PositiveInfinity;
        var any = _plan.States.Any(s => s.Symbol.IsDensity);
        for (var i = 0; i < Arrays.Length; i++)
            if (!any || _plan.States[i].Symbol.IsDensity)
                least = Math.Min(least, _reduction.Least(Arrays[i]));
        return least;
    }

    /// <inheritdoc/>
    public override double RateOfChange(double t, double dt)
    {
        _vectors ??= new GridVectors(_context, Arrays.Length);
        _rates ??= _vectors.New();
        System.Rate(Arrays, t, _rates);
        return _vectors.Rms(_rates);
    }

    /// <inheritdoc/>
    public override int Concentrated()
    {
        for (var i = 0; i < Arrays.Length; i++)
        {
            if (!_plan.States[i].Symbol.IsDensity || !_conserves[i] || !(_startShare[i] < ConcentratedShare / 2))
                continue;
            var greatest = _reduction.Greatest(Arrays[i]);
            if (greatest * _context.Grid.CellVolume > ConcentratedShare * _startMass[i])
                return (int)_reduction.First(Arrays[i], value => value == greatest);
        }
        return -1;
    }

    /// <inheritdoc/>
    public override IQuantity Bind(QuantityPlan plan) => new GridQuantity(plan, this, _context);

    /// <inheritdoc/>
    public override IFieldValues Bind(FieldPlan plan) => new GridField(plan, this, _context);

    /// <inheritdoc/>
    public override string Place(int cell)
    {
        if (cell < 0)
            return "";
        var (a, b, c) = _context.Grid.CellAt(cell % _context.Grid.Count);
        int[] index = [a, b, c];
        var grid = _context.Grid;
        return ", " + string.Join(", ", grid.Axes.Select((axis, i) =>
            string.Create(CultureInfo.InvariantCulture, $"{axis.Name} = {grid.Centre(grid.Position(i), index[grid.Position(i)]):G6}")));
    }

    /// <inheritdoc/>
    public override string Greatest()
    {
        var (which, greatest) = (0, double.NegativeInfinity);
        for (var i = 0; i < Arrays.Length; i++)
            if (Size(i) is var size && size > greatest)
                (which, greatest) = (i, size);
        return $"; |{_plan.States[which].Symbol.Name}| is greatest{Place((int)_reduction.First(Arrays[which], value => Math.Abs(value) == greatest))}";

        double Size(int i) => Math.Max(_reduction.Greatest(Arrays[i]), -_reduction.Least(Arrays[i]));
    }

    /// <inheritdoc/>
    public override IEnumerable<Snapshot> Snapshots(double t)
    {
        var grid = _context.Grid;
        Seq<double[]> axes = [.. grid.Axes.Select((axis, i) => Edges(axis, grid.Cells(grid.Position(i))))];
        for (var i = 0; i < Arrays.Length; i++)
        {
            var values = new double[grid.Count];
            _context.Passes.Gather(Arrays[i], values);
            yield return new Snapshot(_plan.States[i].Symbol.Name, t, axes, values) { Ends = LocalField.Ends(_plan.States[i], t) };
        }
    }

    /// <inheritdoc/>
    public override IStepper Stepper(Plan plan) =>
        MethodCatalog.OnGrid(plan, System, () => plan.Upwind is { } upwind ? new GridSystem(_context, upwind, _ghosts) : null, Arrays);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _context.Dispose();
        base.Dispose(disposing);
    }

    private static double[] Edges(AxisModel axis, int cells) =>
        [.. Enumerable.Range(0, cells + 1).Select(i => i == cells ? axis.High : axis.Low + i * (axis.Length / cells))];

    private void Scale(int array, double factor)
    {
        foreach (ref var value in _context.Memory.All(array))
            value *= factor;
    }
}
