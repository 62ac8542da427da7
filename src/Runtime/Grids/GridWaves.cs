using Flows.Compiler.Discretising.Grids;
using Flows.Runtime.Transforms;

namespace Flows.Runtime.Grids;

/// <summary>
/// What the derivatives of waves have over differences of cells: for an integral that is quadratic in the derivatives with constant coefficients, ½⟨u, (A − A_h) u⟩, A with
/// the eigenvalues of −Δ itself. So energies of `spectral` runs are those of the interpolating waves, which its steps descend.
/// </summary>
internal sealed class GridWaves
{
    private readonly GridContext _context;
    private readonly List<(int Integral, int State, GridSpectral Waves, GridSpectral Cells)> _parts = [];
    private readonly int _array;
    private readonly GridKernel _product;

    /// <summary>Finds the integrals that are to be corrected; all others stay as they are.</summary>
    public GridWaves(GridContext context, GridEnergyPlan plan)
    {
        _context = context;
        _array = context.Memory.Take();
        for (var k = 0; k < plan.Densities.Count; k++)
            for (var i = 0; i < plan.States.Count; i++)
            {
                if (GridSemilinear.Differences(plan.GradientOf(k, i), i, context.Grid.Dimension) is not { } differences
                    || GridSymbols.Powers(context.Grid, differences) is not var (kappa, gamma) || kappa == 0 && gamma == 0)
                    continue;
                GridSpectral Of(Laplacian laplacian) => new(context, new bool[3], lambda => lambda * (kappa + gamma * lambda), laplacian);
                _parts.Add((k, i, Of(Laplacian.Continuous), Of(Laplacian.Discrete)));
            }
        _product = new GridKernel(context, "product", [], [GridArray.Value(GridRole.State, 0, Shift.None) * GridArray.Value(GridRole.Base, 0, Shift.None)]);
    }

    /// <summary>Adds to the integrals what they lack.</summary>
    public void Correct(ReadOnlySpan<int> states, Span<double> integrals)
    {
        foreach (var (integral, state, waves, cells) in _parts)
        {
            waves.Apply(states[state], _array);
            var byWaves = Product(states[state]);
            cells.Apply(states[state], _array);
            integrals[integral] += 0.5 * _context.Grid.CellVolume * (byWaves - Product(states[state]));
        }
    }

    private double Product(int state)
    {
        _product.Use(GridRole.State, 0, state);
        _product.Use(GridRole.Base, 0, _array);
        _product.Run();
        return _product.Sum(0);
    }
}
