using Flows.Compiler.Binding;
using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Planning;
using Flows.Runtime.Grids;
using Flows.Runtime.States;

namespace Flows.Runtime.Observing;

/// <summary>A field made from the states of a grid, in every cell.</summary>
internal sealed class GridField : IFieldValues
{
    private readonly GridRunState _state;
    private readonly GridContext _context;
    private readonly GridKernel _kernel;
    private readonly IQuantity[] _integrals;
    private readonly int _array;
    private readonly double[] _values;

    /// <summary>Compiles a field for the states.</summary>
    public GridField(FieldPlan plan, GridRunState state, GridContext context)
    {
        (_state, _context) = (state, context);
        _kernel = new GridKernel(context, "field", [plan.Value], []);
        _array = context.Memory.Take();
        _integrals = [.. plan.Integrals.Select(state.Bind)];
        context.Memory.Count(context.Grid.Count * sizeof(double));
        _values = new double[context.Grid.Count];
    }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Evaluate(double t)
    {
        for (var i = 0; i < _integrals.Length; i++)
            _kernel.Scalars[GridScalars.FirstMean + i] = _integrals[i].Value(t);
        _state.System.Fill(_state.Arrays, t);
        _kernel.Scalars[GridScalars.Time] = t;
        _kernel.Use(GridRole.State, _state.Arrays);
        _kernel.Use(GridRole.Output, 0, _array);
        _kernel.Run();
        _context.Passes.Gather(_array, _values);
        return _values;
    }

    /// <summary>The field at a place, linear along every axis between the centres of cells; NaN outside the domain.</summary>
    public double At(double[] place, double t)
    {
        var grid = _context.Grid;
        var values = Evaluate(t);
        Span<int> low = stackalloc int[3];
        Span<double> share = stackalloc double[3];
        for (var i = 0; i < grid.Dimension; i++)
        {
            var axis = grid.Axes[i];
            var near = AxisModel.Rounding * axis.Length;
            if (!(place[i] >= axis.Low - near && place[i] <= axis.High + near))
                return double.NaN;
            var p = grid.Position(i);
            var s = (place[i] - axis.Low) / grid.Spacing(p) - 0.5;
            var k = Math.Clamp((int)Math.Floor(s), 0, Math.Max(0, grid.Cells(p) - 2));
            (low[p], share[p]) = (k, Math.Clamp(s - k, 0, 1));
        }
        var sum = 0.0;
        for (var corner = 0; corner < 8; corner++)
        {
            var (weight, index) = (1.0, 0L);
            for (var p = 0; p < 3; p++)
            {
                var up = corner >> p & 1;
                weight *= up == 1 ? share[p] : 1 - share[p];
                index = index * grid.Cells(p) + Math.Min(low[p] + up, grid.Cells(p) - 1);
            }
            if (weight != 0)
                sum += weight * values[(int)index];
        }
        return sum;
    }
}
