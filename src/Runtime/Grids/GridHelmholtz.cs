namespace Flows.Runtime.Grids;

/// <summary>(1 − αΔ)⁻¹ on a grid.</summary>
internal sealed class GridHelmholtz
{
    /// <summary>Prepares the transforms.</summary>
    public GridHelmholtz(GridContext context, double alpha) => throw new NotSupportedException();

    /// <summary>Solves.</summary>
    public void Solve(int source, int result) => throw new NotSupportedException();
}
