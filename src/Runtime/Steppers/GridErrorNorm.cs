using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Symbolics;
using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>
/// The norm by which all methods of grids judge local errors: of each state the root mean square of its error over rtol·rms(u) + atol, the greatest of them. Means over
/// cells: a tail counts as what it weighs, so that cells of 1e-28 do not count. Of the two ends of the step the larger size is taken, since a state may pass through 0.
/// </summary>
internal sealed class GridErrorNorm
{
    private readonly AdaptiveControl _control;
    private readonly double _cells;
    private readonly GridKernel _kernel;
    private readonly int _count;

    /// <summary>Compiles the sums.</summary>
    /// <param name="context">The grid.</param>
    /// <param name="count">How many states.</param>
    /// <param name="control">Holds the tolerances.</param>
    public GridErrorNorm(GridContext context, int count, AdaptiveControl control)
    {
        (_control, _count, _cells) = (control, count, context.Grid.Count);
        Expr Square(GridRole role, int i) => Build.Power(GridArray.Value(role, i, Shift.None), 2);
        _kernel = new GridKernel(context, "sizes of errors", [], [.. Enumerable.Range(0, count)
            .SelectMany(i => (Expr[])[Square(GridRole.Known, i), Square(GridRole.State, i), Square(GridRole.Base, i)])], 0);
    }

    /// <summary>The norm of errors.</summary>
    /// <param name="errors">One array a state.</param>
    /// <param name="before">The states before the step.</param>
    /// <param name="behind">The states behind it.</param>
    public double Of(int[] errors, int[] before, int[] behind)
    {
        _kernel.Use(GridRole.Known, errors);
        _kernel.Use(GridRole.State, before);
        _kernel.Use(GridRole.Base, behind);
        _kernel.Run();
        var worst = 0.0;
        for (var i = 0; i < _count; i++)
            worst = Math.Max(worst, Of(_control, _kernel.Sum(3 * i), Math.Max(_kernel.Sum(3 * i + 1), _kernel.Sum(3 * i + 2)), _cells));
        return worst;
    }

    /// <summary>The norm of the error of one state.</summary>
    /// <param name="control">Holds the tolerances.</param>
    /// <param name="errors">The sum of the squares of its errors, cells weighed alike.</param>
    /// <param name="sizes">That of its values.</param>
    /// <param name="cells">What all cells weigh.</param>
    public static double Of(AdaptiveControl control, double errors, double sizes, double cells)
    {
        if (errors == 0)
            return 0;
        return Math.Sqrt(errors / cells) / (control.Absolute + control.Relative * Math.Sqrt(sizes / cells));
    }
}
