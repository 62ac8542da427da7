using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Runtime.Transforms;

namespace Flows.Runtime.Grids;

/// <summary>The convolutions of an energy, the reflected ones that its derivative needs, and the changes of both.</summary>
internal sealed class GridConvolutions
{
    private readonly GridContext _context;
    private readonly GridEnergyPlan _plan;
    private readonly GridConvolution[] _convolutions;
    private readonly GridKernel _sources;
    private readonly Lazy<GridKernel> _sensitivities, _sourceChanges, _sensitivityChanges;
    private readonly int[] _values, _work;
    private readonly Lazy<int[]> _adjoints, _valueChanges, _adjointChanges;
    private readonly GridGhosts _images;

    /// <summary>Prepares the kernels of a plan.</summary>
    public GridConvolutions(GridContext context, GridEnergyPlan plan)
    {
        (_context, _plan) = (context, plan);
        var (grid, count) = (context.Grid, plan.Nonlocals.Count);
        int[] positions = [.. Enumerable.Range(3 - grid.Dimension, grid.Dimension)];
        double[] spacing = [.. positions.Select(grid.Spacing)];
        bool[] periodic = [.. positions.Select(grid.IsPeriodic)];
        var known = new Dictionary<Expr, GridConvolution>();
        GridConvolution Of(Expr kernel)
        {
            context.Memory.Count(GridConvolution.Room(grid.CellsOfAxes, periodic) * sizeof(double));
            return new GridConvolution(grid.CellsOfAxes, spacing, periodic, new KernelTable(kernel, grid.Dimension).Weights(grid.CellsOfAxes, spacing, periodic), context.Workers.Threads);
        }
        _convolutions = [.. plan.Nonlocals.Select(n => known.TryGetValue(n.Kernel, out var c) ? c : known[n.Kernel] = Of(n.Kernel))];
        (_values, _work) = (context.Memory.Take(count), context.Memory.Take(count));
        _adjoints = new(() => context.Memory.Take(count));
        _valueChanges = new(() => context.Memory.Take(count));
        _adjointChanges = new(() => context.Memory.Take(count));
        _images = GridGhosts.Images(context);
        GridKernel Kernel(string name, IEnumerable<Expr> outputs) => new(context, name, [.. outputs], []);
        Seq<Expr> sensitivities = [.. Enumerable.Range(0, count).Select(plan.Sensitivity)];
        _sources = Kernel("sources", plan.Nonlocals.Select(n => n.Source));
        _sensitivities = new(() => Kernel("sensitivities", sensitivities));
        _sourceChanges = new(() => Kernel("source changes", plan.Nonlocals.Select(n => Shared(GridForms.Changed(n.Source)))));
        _sensitivityChanges = new(() => Kernel("sensitivity changes", sensitivities.Select(e => Shared(GridForms.Changed(e)))));
    }

    /// <summary>N_j of the states.</summary>
    public void Convolve(ReadOnlySpan<int> states, double t) => Pass(_sources, states, [], t, _values, false);

    /// <summary>The adjoints at the same states, at weights that the energy knows.</summary>
    public void Reflect(ReadOnlySpan<int> states, double t, GridEnergy energy)
    {
        energy.BindWeights(_sensitivities.Value);
        _sensitivities.Value.Use(GridRole.Nonlocal, _plan.FirstNonlocal, _values);
        Pass(_sensitivities.Value, states, [], t, _adjoints.Value, true);
    }

    /// <summary>The changes of both where the states change; behind <see cref="Convolve"/> and <see cref="Reflect"/>.</summary>
    /// <param name="states">The states.</param>
    /// <param name="changes">Their changes, of which a share counts.</param>
    /// <param name="share">The share.</param>
    /// <param name="t">The time of coefficients.</param>
    /// <param name="energy">Knows the weights.</param>
    public void Change(ReadOnlySpan<int> states, ReadOnlySpan<int> changes, double share, double t, GridEnergy energy)
    {
        _sourceChanges.Value.Scalars[GridScalars.FirstStage] = share;
        _sensitivityChanges.Value.Scalars[GridScalars.FirstStage] = share;
        Pass(_sourceChanges.Value, states, changes, t, _valueChanges.Value, false);
        var kernel = _sensitivityChanges.Value;
        energy.BindWeights(kernel);
        kernel.Use(GridRole.Nonlocal, _plan.FirstNonlocal, _values);
        kernel.Use(GridRole.NonlocalChange, _plan.FirstNonlocal, _valueChanges.Value);
        Pass(kernel, states, changes, t, _adjointChanges.Value, true);
    }

    /// <summary>Sets the changes of both to zero.</summary>
    public void NothingChanges()
    {
        foreach (var changes in (ReadOnlySpan<int[]>)[_valueChanges.Value, _adjointChanges.Value])
            foreach (var array in changes)
                _context.Passes.Clear(array);
    }

    /// <summary>Binds the arrays that a kernel reads.</summary>
    public void Bind(GridKernel kernel)
    {
        kernel.Use(GridRole.Nonlocal, _plan.FirstNonlocal, _values);
        if (kernel.Reads(GridRole.Adjoint))
            kernel.Use(GridRole.Adjoint, _plan.FirstNonlocal, _adjoints.Value);
        if (kernel.Reads(GridRole.NonlocalChange))
            kernel.Use(GridRole.NonlocalChange, _plan.FirstNonlocal, _valueChanges.Value);
        if (kernel.Reads(GridRole.AdjointChange))
            kernel.Use(GridRole.AdjointChange, _plan.FirstNonlocal, _adjointChanges.Value);
    }

    private static Expr Shared(Expr e) => Substitution.Replace(e, leaf =>
        leaf is Load l && GridArray.Read(l).Role == GridRole.Change ? GridScalars.Stage(0) * leaf : null);

    private void Pass(GridKernel kernel, ReadOnlySpan<int> states, ReadOnlySpan<int> changes, double t, int[] results, bool reflected)
    {
        kernel.Use(GridRole.State, 0, states);
        kernel.Use(GridRole.Change, 0, changes);
        kernel.Use(GridRole.Output, 0, _work);
        kernel.Scalars[GridScalars.Time] = t;
        kernel.Run();
        var cells = _context.Scratch;
        for (var j = 0; j < results.Length; j++)
        {
            _context.Passes.Gather(_work[j], cells);
            if (reflected)
                _convolutions[j].ApplyAdjoint(cells, cells);
            else
                _convolutions[j].Apply(cells, cells);
            _context.Passes.Scatter(cells, results[j]);
            _images.Fill(results[j]);
        }
    }
}
