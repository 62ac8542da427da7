namespace Flows.Runtime.Transforms;

/// <summary>A kernel at an offset.</summary>
/// <param name="offset">[axes]; length.</param>
public delegate double OffsetKernel(ReadOnlySpan<double> offset);

/// <summary>The weights w of a convolution Σ_j w(x_i − x_j) u_j, one for each offset between cells.</summary>
/// <remarks>The array is row-major. A bounded axis of n cells has 2n − 1 places, for offsets 1 − n … n − 1; a periodic one has n, for
/// offsets 0 … n − 1, of which each stands for all that differ from it by whole turns.</remarks>
public static class OffsetWeights
{
    /// <summary>Places along one axis.</summary>
    public static int Places(int cells, bool isPeriodic) => isPeriodic ? cells : 2 * cells - 1;

    /// <summary>A kernel taken between cell centres; on periodic axes at the nearest image (at half a turn, the positive one).</summary>
    /// <param name="cells">Cells along each axis.</param>
    /// <param name="spacing">Width of a cell along each axis; length.</param>
    /// <param name="isPeriodic">Whether each axis wraps round.</param>
    /// <param name="kernel">Finite at every offset: average a singular kernel over a cell instead.</param>
    /// <returns>[places]</returns>
    public static double[] AtCentres(ReadOnlySpan<int> cells, ReadOnlySpan<double> spacing, ReadOnlySpan<bool> isPeriodic, OffsetKernel kernel)
    {
        var count = 1;
        for (var axis = 0; axis < cells.Length; axis++)
            count = checked(count * Places(cells[axis], isPeriodic[axis]));
        var weights = new double[count];
        Span<double> offset = stackalloc double[cells.Length];
        for (var i = 0; i < count; i++)
        {
            for (int axis = cells.Length - 1, rest = i; axis >= 0; axis--)
            {
                (rest, var place) = Math.DivRem(rest, Places(cells[axis], isPeriodic[axis]));
                offset[axis] = Cells(place, cells[axis], isPeriodic[axis]) * spacing[axis];
            }
            weights[i] = kernel(offset);
        }
        return weights;
    }

    /// <summary>The offset a place stands for, in cells.</summary>
    internal static int Cells(int place, int cells, bool isPeriodic) =>
        !isPeriodic ? place - (cells - 1) : 2 * place <= cells ? place : place - cells;
}
