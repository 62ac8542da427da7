using Flows.Runtime.Transforms;

namespace Flows.Runtime.Grids;

/// <summary>
/// Cells beside their mirror image, along every axis with an odd side and an even one: reflected at the even side they are a box with odd sides, which has a sine basis.
/// </summary>
internal sealed class MirroredCells
{
    private readonly int[] _source, _place;
    private readonly double[] _box;

    /// <summary>Finds the images.</summary>
    /// <param name="context">The grid, whose memory counts what is taken.</param>
    /// <param name="cells">Cells along each axis.</param>
    /// <param name="odd">Which sides of each axis are odd.</param>
    public MirroredCells(GridContext context, ReadOnlySpan<int> cells, ReadOnlySpan<(bool Low, bool High)> odd)
    {
        Cells = new int[cells.Length];
        var (count, inner) = (1, 1);
        for (var axis = 0; axis < cells.Length; axis++)
        {
            Cells[axis] = odd[axis].Low == odd[axis].High ? cells[axis] : 2 * cells[axis];
            (count, inner) = (checked(count * Cells[axis]), inner * cells[axis]);
        }
        context.Memory.Count(count * (sizeof(double) + (long)sizeof(int)) + inner * (long)sizeof(int));
        (_source, _box, _place) = (new int[count], new double[count], new int[inner]);
        for (var i = 0; i < count; i++)
        {
            var (rest, stride, source, isOriginal) = (i, 1, 0, true);
            for (var axis = cells.Length - 1; axis >= 0; axis--)
            {
                (rest, var at) = Math.DivRem(rest, Cells[axis]);
                var n = cells[axis];
                if (Cells[axis] != n)
                {
                    // The image lies behind an upper even side, before a lower one.
                    var first = odd[axis].Low ? 0 : n;
                    isOriginal &= at >= first && at < first + n;
                    at = odd[axis].Low ? Math.Min(at, 2 * n - 1 - at) : Math.Max(at, 2 * n - 1 - at) - n;
                }
                (source, stride) = (source + at * stride, stride * n);
            }
            _source[i] = source;
            if (isOriginal)
                _place[source] = i;
        }
    }

    /// <summary>Cells of the box along each axis.</summary>
    public int[] Cells { get; }

    /// <summary>Applies a function of −Δ on the box to cells and their images.</summary>
    /// <param name="solve">The function.</param>
    /// <param name="cells">Row-major; overwritten.</param>
    public void Apply(DiagonalSolve solve, Span<double> cells)
    {
        for (var i = 0; i < _source.Length; i++)
            _box[i] = cells[_source[i]];
        solve.Apply(_box, _box);
        for (var i = 0; i < _place.Length; i++)
            cells[i] = _box[_place[i]];
    }
}
