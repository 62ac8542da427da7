using Flows.Compiler.Discretising.Grids;

namespace Flows.Runtime.Grids;

/// <summary>The convolutions of an energy, and the reflected ones that its derivative needs.</summary>
internal sealed class GridConvolutions
{
    /// <summary>Prepares the kernels of a plan.</summary>
    public GridConvolutions(GridContext context, GridEnergyPlan plan, bool derivatives) => throw new NotSupportedException();

    /// <summary>N_j of the states.</summary>
    public void Convolve(ReadOnlySpan<int> states, double t) => throw new NotSupportedException();

    /// <summary>The adjoints, at weights that the energy knows.</summary>
    public void Reflect(ReadOnlySpan<int> states, double t, GridEnergy energy) => throw new NotSupportedException();

    /// <summary>Binds the arrays.</summary>
    public void Bind(GridKernel kernel) => throw new NotSupportedException();
}
