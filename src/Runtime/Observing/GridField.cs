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
        Samples = new GridSamples(this, plan.Local is { } local ? new LocalField(local, _integrals) : null, state, context.Grid);
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

    /// <summary>The field between cells, and at sides.</summary>
    public GridSamples Samples { get; }

    /// <inheritdoc/>
    public (double? Low, double? High) Ends(double t) => (Samples.End(false, t), Samples.End(true, t));
}
