using System.Diagnostics;

namespace Flows.Runtime.Transforms;

/// <summary>Which Laplacian is meant.</summary>
public enum Laplacian
{
    /// <summary>Second differences of cells: (2 − 2 cos kh)/h², with ghost cells as the side says.</summary>
    Discrete,

    /// <summary>The second derivative of the interpolating waves: k².</summary>
    Continuous,
}

/// <summary>Eigenvalues of −d²/dx² along one axis, in the order of <see cref="GridTransform"/>'s coefficients. Those of a box are sums.</summary>
public static class LaplaceSpectrum
{
    /// <summary>The eigenvalues, each ≥ 0; 1 / length².</summary>
    /// <param name="laplacian">Which Laplacian.</param>
    /// <param name="kind">The basis.</param>
    /// <param name="cells">n ≥ 1.</param>
    /// <param name="spacing">Width of a cell, h > 0; length.</param>
    /// <returns>[n]</returns>
    public static double[] Of(Laplacian laplacian, SideKind kind, int cells, double spacing)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cells, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(spacing);
        var values = new double[cells];
        for (var place = 0; place < cells; place++)
            values[place] = Value(laplacian, HalfWaves(kind, place), cells, spacing);
        return values;
    }

    // Half waves on the axis: k h = π halfWaves / n.
    private static int HalfWaves(SideKind kind, int place) => kind switch
    {
        SideKind.Periodic => 2 * ((place + 1) / 2),
        SideKind.Even => place,
        SideKind.Odd => place + 1,
        _ => throw new UnreachableException(),
    };

    private static double Value(Laplacian laplacian, int halfWaves, int cells, double spacing)
    {
        // 2 − 2 cos φ = 4 sin²(φ/2), which keeps its digits for small φ.
        var root = laplacian == Laplacian.Discrete
            ? 2 * Math.Sin(Math.PI * halfWaves / (2.0 * cells)) / spacing
            : Math.PI * halfWaves / (cells * spacing);
        return root * root;
    }
}
