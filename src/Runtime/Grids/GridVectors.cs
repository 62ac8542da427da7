using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Runtime.Grids;

/// <summary>Vectors made of one array a state, and what linear solvers do with them, each in one pass over memory.</summary>
public sealed class GridVectors
{
    private readonly GridContext _context;
    private readonly int _count;
    private readonly GridKernel _combine, _combineThree, _dots;

    /// <summary>Compiles the passes.</summary>
    /// <param name="context">The grid.</param>
    /// <param name="count">Arrays of a vector.</param>
    public GridVectors(GridContext context, int count)
    {
        (_context, _count) = (context, count);
        Expr X(int i) => GridArray.Value(GridRole.State, i, Shift.None);
        Expr Y(int i) => GridArray.Value(GridRole.Base, i, Shift.None);
        Expr Z(int i) => GridArray.Value(GridRole.Known, i, Shift.None);
        Seq<Expr> Each(Func<int, Expr> of) => [.. Enumerable.Range(0, count).Select(of)];
        Expr Total(Func<int, Expr> of) => Build.Sum([.. Enumerable.Range(0, count).Select(of)]);
        var (a, b, c) = (GridScalars.Stage(0), GridScalars.Stage(1), GridScalars.Stage(2));
        _combine = new GridKernel(context, "combination", Each(i => a * X(i) + b * Y(i)), [Total(i => Build.Power(a * X(i) + b * Y(i), 2))], 0);
        _combineThree = new GridKernel(context, "combination of three", Each(i => a * X(i) + b * Y(i) + c * Z(i)),
            [Total(i => Build.Power(a * X(i) + b * Y(i) + c * Z(i), 2))], 0);
        _dots = new GridKernel(context, "products", [], [Total(i => X(i) * Y(i)), Total(i => X(i) * X(i))], 0);
    }

    /// <summary>A new vector, zero.</summary>
    public int[] New() => _context.Memory.Take(_count);

    /// <summary>result = a x + b y; the result may be either.</summary>
    /// <returns>Its sum of squares.</returns>
    public double Combine(double a, int[] x, double b, int[] y, int[] result)
    {
        (_combine.Scalars[GridScalars.FirstStage], _combine.Scalars[GridScalars.FirstStage + 1]) = (a, b);
        _combine.Use(GridRole.State, x);
        _combine.Use(GridRole.Base, y);
        _combine.Use(GridRole.Output, result);
        _combine.Run();
        return _combine.Sum(0);
    }

    /// <summary>result = a x + b y + c z; the result may be any of them.</summary>
    /// <returns>Its sum of squares.</returns>
    public double Combine(double a, int[] x, double b, int[] y, double c, int[] z, int[] result)
    {
        (_combineThree.Scalars[GridScalars.FirstStage], _combineThree.Scalars[GridScalars.FirstStage + 1], _combineThree.Scalars[GridScalars.FirstStage + 2]) = (a, b, c);
        _combineThree.Use(GridRole.State, x);
        _combineThree.Use(GridRole.Base, y);
        _combineThree.Use(GridRole.Known, z);
        _combineThree.Use(GridRole.Output, result);
        _combineThree.Run();
        return _combineThree.Sum(0);
    }

    /// <summary>⟨x, y⟩, and ⟨x, x⟩.</summary>
    public (double Product, double Square) Dot(int[] x, int[] y)
    {
        _dots.Use(GridRole.State, x);
        _dots.Use(GridRole.Base, y);
        _dots.Run();
        return (_dots.Sum(0), _dots.Sum(1));
    }

    /// <summary>The square root of the mean square of all cells.</summary>
    public double Rms(int[] x) => Math.Sqrt(Dot(x, x).Square / (_context.Grid.Count * _count));

    /// <summary>
    /// Sets negative cells of x to 0 and takes what that adds from the others in proportion, so that the sum stays: for what the tolerance of a solver has left
    /// behind, beside cells that are next to nothing.
    /// </summary>
    /// <returns>Whether there was enough to take from.</returns>
    public bool Mend(int x)
    {
        double positive = 0, negative = 0;
        for (var r = 0; r < _context.Grid.Rows; r++)
            foreach (ref var value in _context.Memory.Row(x, r / _context.Grid.Cells(1), r % _context.Grid.Cells(1)))
            {
                if (value >= 0)
                {
                    positive += value;
                    continue;
                }
                negative -= value;
                value = 0;
            }
        if (!(negative < 1e-3 * positive))
            return false;
        var factor = 1 - negative / positive;
        for (var r = 0; r < _context.Grid.Rows; r++)
            foreach (ref var value in _context.Memory.Row(x, r / _context.Grid.Cells(1), r % _context.Grid.Cells(1)))
                value *= factor;
        return true;
    }

    /// <summary>Raises x where it is below a share of y, or below a floor.</summary>
    public void RaiseTo(int x, int y, double share, double floor) => _context.Passes.Raise(x, y, share, floor);

    /// <summary>x = factor x, one array.</summary>
    public void Scale(int x, double factor)
    {
        for (var r = 0; r < _context.Grid.Rows; r++)
            foreach (ref var value in _context.Memory.Row(x, r / _context.Grid.Cells(1), r % _context.Grid.Cells(1)))
                value *= factor;
    }

    /// <summary>x = 0, one array.</summary>
    public void Clear(int x) => _context.Passes.Clear(x);

    /// <summary>x = 0.</summary>
    public void Clear(int[] x)
    {
        foreach (var array in x)
            _context.Passes.Clear(array);
    }

    /// <summary>y = x.</summary>
    public void Copy(int[] x, int[] y) => _context.Passes.Copy(x, y);
}
