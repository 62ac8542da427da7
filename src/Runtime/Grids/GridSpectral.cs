using Flows.Runtime.Transforms;

namespace Flows.Runtime.Grids;

/// <summary>A function of the discrete −Δ with mirrored or wrapped sides, applied to the cells of an array: (1 − αΔ)⁻¹, preconditioners.</summary>
internal sealed class GridSpectral
{
    private readonly GridContext _context;
    private readonly DiagonalSolve _solve;
    private readonly double[] _cells;
    private readonly MirroredCells? _mirrored;

    /// <summary>Prepares the transforms.</summary>
    /// <param name="context">The grid.</param>
    /// <param name="odd">For each position whether the images beyond its sides are odd, 2g − u.</param>
    /// <param name="symbol">The factor of a mode whose eigenvalue of −Δ is λ ≥ 0.</param>
    /// <param name="laplacian">Which −Δ is meant.</param>
    public GridSpectral(GridContext context, bool[] odd, Func<double, double> symbol, Laplacian laplacian = Laplacian.Discrete)
    {
        _context = context;
        var grid = context.Grid;
        int[] positions = [.. Enumerable.Range(3 - grid.Dimension, grid.Dimension)];
        SideKind[] sides = [.. positions.Select(p => grid.IsPeriodic(p) ? SideKind.Periodic : odd[p] ? SideKind.Odd : SideKind.Even)];
        var transform = context.Transform(sides);
        context.Memory.Count(transform.SymbolCount * sizeof(double));
        _solve = new DiagonalSolve(transform, [.. positions.Select(grid.Spacing)], laplacian, symbol);
        _cells = context.Scratch;
    }

    /// <summary>As the other, with sides of an axis that differ: between an odd one and an even one the cells are those of half an interval with two odd ones.</summary>
    /// <param name="context">The grid.</param>
    /// <param name="odd">For each position beyond which of its sides images are odd.</param>
    /// <param name="symbol">The factor of a mode whose eigenvalue of −Δ is λ ≥ 0.</param>
    public GridSpectral(GridContext context, (bool Low, bool High)[] odd, Func<double, double> symbol)
    {
        _context = context;
        var grid = context.Grid;
        int[] positions = [.. Enumerable.Range(3 - grid.Dimension, grid.Dimension)];
        SideKind[] sides = [.. positions.Select(p => grid.IsPeriodic(p) ? SideKind.Periodic : odd[p].Low || odd[p].High ? SideKind.Odd : SideKind.Even)];
        if (positions.Any(p => odd[p].Low != odd[p].High))
            _mirrored = new MirroredCells(context, grid.CellsOfAxes, [.. positions.Select(p => odd[p])]);
        var transform = _mirrored is null ? context.Transform(sides) : context.Transform(sides, _mirrored.Cells);
        context.Memory.Count(transform.SymbolCount * sizeof(double));
        _solve = new DiagonalSolve(transform, [.. positions.Select(grid.Spacing)], Laplacian.Discrete, symbol);
        _cells = context.Scratch;
    }

    /// <summary>Another function.</summary>
    public void Change(Func<double, double> symbol) => _solve.Change(symbol);

    /// <summary>Applies it; the result may be the source.</summary>
    public void Apply(int source, int result)
    {
        Solve(source);
        _context.Passes.Scatter(_cells, result);
    }

    /// <summary>Applies it, and multiplies by the cells of an array; the result may be the source.</summary>
    public void Apply(int source, int factors, int result)
    {
        Solve(source);
        _context.Passes.Scatter(_cells, factors, result);
    }

    private void Solve(int source)
    {
        _context.Passes.Gather(source, _cells);
        if (_mirrored is null)
            _solve.Apply(_cells, _cells);
        else
            _mirrored.Apply(_solve, _cells);
    }
}
