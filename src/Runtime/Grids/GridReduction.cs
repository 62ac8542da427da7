using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;

namespace Flows.Runtime.Grids;

/// <summary>Sums, extremes and searches over the cells of an array.</summary>
public sealed class GridReduction
{
    private readonly GridContext _context;
    private readonly GridKernel _sums;

    /// <summary>Compiles the kernels.</summary>
    public GridReduction(GridContext context)
    {
        _context = context;
        var u = GridArray.Value(GridRole.State, 0, Shift.None);
        _sums = new GridKernel(context, "sums", [], [u, Build.Apply(FunctionCatalog.Find("abs")!, u)], 1);
    }

    /// <summary>Σ u, compensated.</summary>
    public double Sum(int array)
    {
        _sums.Use(GridRole.State, 0, array);
        _sums.Run();
        return _sums.Sum(0);
    }

    /// <summary>Σ |u|.</summary>
    public double Magnitude(int array)
    {
        Sum(array);
        return _sums.Sum(1);
    }

    /// <summary>The least value.</summary>
    public double Least(int array) => _context.Passes.Least(array);

    /// <summary>The greatest value.</summary>
    public double Greatest(int array) => _context.Passes.Greatest(array);

    /// <summary>The number of the first cell whose value is such, row-major; −1 for none.</summary>
    public long First(int array, Predicate<double> such)
    {
        ArgumentNullException.ThrowIfNull(such);
        for (var r = 0; r < _context.Grid.Rows; r++)
        {
            var row = Row(array, r);
            for (var c = 0; c < row.Length; c++)
                if (such(row[c]))
                    return (long)r * row.Length + c;
        }
        return -1;
    }

    private ReadOnlySpan<double> Row(int array, int r) => _context.Memory.ReadRow(array, r / _context.Grid.Cells(1), r % _context.Grid.Cells(1));
}
