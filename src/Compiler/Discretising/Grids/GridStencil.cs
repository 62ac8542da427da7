using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>
/// Writes expressions of fields over the cells of a grid by the quadrant rule (mathematics.md §3): derivatives are one-sided differences
/// towards a quadrant, second derivatives along one axis the difference towards a side of the difference away from it, and what is
/// meant is the mean over all quadrants.
/// </summary>
/// <param name="states">The states, in the order of their arrays.</param>
/// <param name="point">The point that the expressions are written at.</param>
/// <param name="nonlocals">Symbols that stand for convolutions inside the expressions, in the order of their arrays.</param>
/// <param name="first">The number of the first of those arrays.</param>
public sealed class GridStencil(Seq<StateSymbol> states, Point point, IReadOnlyList<StateSymbol> nonlocals, int first = 0)
{
    private readonly int _dimension = point.Space.Dimension;

    /// <summary>The expression in a cell: the mean over the quadrants where it holds derivatives.</summary>
    public Expr Mean(Expr e)
    {
        if (!e.Known.Has(Kinds.Operator))
            return At(e, Shift.None, 0);
        var count = 1 << _dimension;
        var parts = new Expr[count];
        for (var quadrant = 0; quadrant < count; quadrant++)
            parts[quadrant] = At(e, Shift.None, quadrant);
        return Build.Sum(parts) / count;
    }

    // Bit i of the quadrant: whether differences along axis i go to lower cells.
    private Expr At(Expr e, Shift at, int quadrant) => Substitution.Replace(e, leaf => leaf switch
    {
        Gradient g => Difference(s => At(g.Operand, s, quadrant ^ (1 << g.Axis)), g.Axis, at, quadrant),
        DivGrad d => Divergence(axis => (s, q) => At(d.Mobility, s, q) * Difference(o => At(d.Potential, o, q ^ (1 << axis)), axis, s, q), at, quadrant),
        Divergence d => Divergence(axis => (s, q) => At(d.Components[axis], s, q), at, quadrant),
        StateValue v => Value(v.State, at),
        Coordinate c => GridScalars.Coordinate(c.Axis, _dimension, at),
        Time => Build.Scalar(GridScalars.Time),
        _ => null,
    });

    private Expr Divergence(Func<int, Func<Shift, int, Expr>> flux, Shift at, int quadrant) => Build.Sum(
        [.. Enumerable.Range(0, _dimension).Select(axis => Difference(s => flux(axis)(s, quadrant ^ (1 << axis)), axis, at, quadrant))]);

    private Expr Difference(Func<Shift, Expr> value, int axis, Shift at, int quadrant)
    {
        var side = (quadrant >> axis & 1) == 0 ? 1 : -1;
        return side * (value(at + Shift.Along(axis, _dimension, side)) - value(at)) * GridScalars.InverseSpacing(axis, _dimension);
    }

    private Expr Value(StateSymbol symbol, Shift at)
    {
        for (var i = 0; i < states.Count; i++)
            if (states[i] == symbol)
                return GridArray.Value(GridRole.State, i, at);
        for (var i = 0; i < nonlocals.Count; i++)
            if (nonlocals[i] == symbol)
                return GridArray.Value(GridRole.Nonlocal, first + i, at);
        throw new ArgumentException($"{symbol.Name} has no array", nameof(symbol));
    }
}
