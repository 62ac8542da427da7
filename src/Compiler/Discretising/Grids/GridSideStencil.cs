using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Discretising.Grids;

/// <summary>
/// Writes expressions of fields at the faces of a side over the cells before it, right to second order: a value is the prescribed one, or that of the straight line
/// through the two cells at the side; a derivative across it that of a parabola; derivatives along it are one-sided differences, and the mean over both sides is meant.
/// </summary>
/// <param name="states">The states, in the order of their arrays.</param>
/// <param name="point">The point that the expressions are written at.</param>
/// <param name="axis">The axis of the domain.</param>
/// <param name="isUpper">Whether the side is its upper end.</param>
public sealed class GridSideStencil(Seq<StateModel> states, Point point, int axis, bool isUpper)
{
    private readonly int _dimension = point.Space.Dimension;
    private bool _isWritten;

    private AxisModel Axis => states[0].Domain.Axes[axis];

    /// <summary>The expression at the face of the present cell; null where it holds what has no value there: integrals, second derivatives.</summary>
    public Expr? At(Expr e)
    {
        _isWritten = true;
        var count = e.Known.Has(Kinds.Operator) ? 1 << _dimension : 1;
        var parts = new List<Expr>();
        for (var quadrant = 0; quadrant < count; quadrant++)
            if ((quadrant >> axis & 1) == 0)
                parts.Add(Face(e, Shift.None, quadrant));
        return _isWritten ? Build.Sum([.. parts]) / parts.Count : null;
    }

    /// <summary>The value of an expression of coordinates and time there.</summary>
    public Expr Given(Expr e) => Face(e, Shift.None, 0);

    // Bit i of the quadrant: whether differences along axis i go to lower cells.
    private Expr Face(Expr e, Shift along, int quadrant) => Substitution.Replace(e, leaf => leaf switch
    {
        Gradient g when g.Operand.Known.Has(Kinds.Operator) => Lost(),
        Gradient g when g.Axis == axis => Across(g.Operand, along),
        Gradient g => Along(g, along, quadrant),
        DivGrad or Divergence or Integral => Lost(),
        StateValue v => Prescribed(v.State) is { } given ? Face(given, along, quadrant) : 3 * Cell(v, along, 0) / 2 - Cell(v, along, 1) / 2,
        Coordinate c => c.Axis == axis ? Build.Number(isUpper ? Axis.High : Axis.Low) : GridScalars.Coordinate(c.Axis, _dimension, along),
        Time => Build.Scalar(GridScalars.Time),
        _ => null,
    });

    private Expr Lost()
    {
        _isWritten = false;
        return Build.Zero;
    }

    private Expr Along(Gradient g, Shift along, int quadrant)
    {
        var towards = (quadrant >> g.Axis & 1) == 0 ? 1 : -1;
        return towards * (Face(g.Operand, along + Shift.Along(g.Axis, _dimension, towards), 0) - Face(g.Operand, along, 0)) * GridScalars.InverseSpacing(g.Axis, _dimension);
    }

    // From values half a cell, three and five halves before the side, or at it.
    private Expr Across(Expr e, Shift along)
    {
        var (first, second) = (Cell(e, along, 0), Cell(e, along, 1));
        var held = Substitution.States(e);
        var outwards = held.Count > 0 && held.All(s => Prescribed(s) is not null)
            ? (8 * Face(e, along, 0) - 9 * first + second) / 3
            : 2 * first - 3 * second + Cell(e, along, 2);
        return (isUpper ? 1 : -1) * outwards * GridScalars.InverseSpacing(axis, _dimension);
    }

    private Expr Cell(Expr e, Shift along, int before)
    {
        var at = along + Shift.Along(axis, _dimension, isUpper ? -before : before);
        return Substitution.Replace(e, leaf => leaf switch
        {
            StateValue v => GridArray.Value(GridRole.State, IndexOf(v.State), at),
            Coordinate c => GridScalars.Coordinate(c.Axis, _dimension, at),
            Time => Build.Scalar(GridScalars.Time),
            _ => null,
        });
    }

    private Expr? Prescribed(StateSymbol state) =>
        states[IndexOf(state)].On(axis, isUpper, BoundaryKind.Dirichlet) is { } condition ? Definitions.Expand(condition.Value) : null;

    private int IndexOf(StateSymbol state)
    {
        for (var i = 0; i < states.Count; i++)
            if (states[i].Symbol == state)
                return i;
        throw new ArgumentException($"{state.Name} has no array", nameof(state));
    }
}
