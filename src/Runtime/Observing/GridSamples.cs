using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Runtime.Grids;
using Flows.Runtime.States;

namespace Flows.Runtime.Observing;

/// <summary>
/// A field of a grid between the centres of its cells and at its sides: linear along every axis between nodes, which are the centres and, at sides, the feet on them. There
/// a state has its prescribed value, else that of the straight line through the two cells before.
/// </summary>
/// <param name="field">The field in cells.</param>
/// <param name="local">The field at a place, or null where it holds derivatives.</param>
/// <param name="state">The states.</param>
/// <param name="grid">Their grid.</param>
internal sealed class GridSamples(IFieldValues field, LocalField? local, GridRunState state, Grid grid)
{
    private readonly Dictionary<(int, bool), (double Least, double Greatest)> _fixed = [];

    /// <summary>The field at a place; NaN outside the domain.</summary>
    public double At(double[] place, double t)
    {
        var values = field.Evaluate(t).ToArray();
        var low = new int[grid.Dimension];
        var share = new double[grid.Dimension];
        for (var i = 0; i < grid.Dimension; i++)
        {
            var axis = grid.Axes[i];
            var near = AxisModel.Rounding * axis.Length;
            if (!(place[i] >= axis.Low - near && place[i] <= axis.High + near))
                return double.NaN;
            var p = grid.Position(i);
            var s = (place[i] - axis.Low) / grid.Spacing(p) - 0.5;
            low[i] = Math.Clamp((int)Math.Floor(s), -1, grid.Cells(p) - 1);
            // Feet on sides are half a cell away.
            share[i] = grid.IsPeriodic(p) ? s - low[i] : low[i] < 0 ? 2 * (s + 0.5) : low[i] == grid.Cells(p) - 1 ? 2 * (s - low[i]) : s - low[i];
            share[i] = Math.Clamp(share[i], 0, 1);
        }
        var sum = 0.0;
        var node = new int[grid.Dimension];
        for (var corner = 0; corner < 1 << grid.Dimension; corner++)
        {
            var weight = 1.0;
            for (var i = 0; i < grid.Dimension; i++)
            {
                var up = corner >> i & 1;
                weight *= up == 1 ? share[i] : 1 - share[i];
                var (n, p) = (grid.Cells(grid.Position(i)), grid.Position(i));
                node[i] = grid.IsPeriodic(p) ? (low[i] + up + n) % n : low[i] + up;
            }
            if (weight != 0)
                sum += weight * Node(node, t, values);
        }
        return sum;
    }

    /// <summary>The least and the greatest value on sides where all states in the field are prescribed; nothing where there is none.</summary>
    public (double Least, double Greatest)? OnHeldSides(double t)
    {
        if (local is null)
            return null;
        var (least, greatest) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var axis = 0; axis < grid.Dimension; axis++)
            foreach (var isUpper in (ReadOnlySpan<bool>)[false, true])
            {
                if (local.Held(state.States, axis, isUpper) is null)
                    continue;
                if (!_fixed.TryGetValue((axis, isUpper), out var found))
                {
                    found = OnSide(axis, isUpper, t);
                    if (local.IsFixedAt(state.States, axis, isUpper))
                        _fixed[(axis, isUpper)] = found;
                }
                (least, greatest) = (Math.Min(least, found.Least), Math.Max(greatest, found.Greatest));
            }
        return least <= greatest ? (least, greatest) : null;
    }

    /// <summary>The value at an end of the only axis, where all states in the field are prescribed; else null.</summary>
    public double? End(bool isUpper, double t) =>
        grid.Dimension == 1 && local?.Held(state.States, 0, isUpper) is not null ? Node([isUpper ? grid.Cells(2) : -1], t, []) : null;

    private (double Least, double Greatest) OnSide(int axis, bool isUpper, double t)
    {
        var (least, greatest) = (double.PositiveInfinity, double.NegativeInfinity);
        var counts = grid.CellsOfAxes;
        var faces = counts.Where((_, i) => i != axis).Aggregate(1, (a, n) => a * n);
        var node = new int[grid.Dimension];
        for (var face = 0; face < faces; face++)
        {
            for (var (i, rest) = (0, face); i < grid.Dimension; i++)
            {
                if (i == axis)
                    continue;
                (node[i], rest) = (rest % counts[i], rest / counts[i]);
            }
            node[axis] = isUpper ? counts[axis] : -1;
            var value = Node(node, t, []);
            (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
        }
        return (least, greatest);
    }

    // −1 and n along an axis are the feet on its sides.
    private double Node(int[] node, double t, double[] values)
    {
        if (Side(node) is not var (axis, isUpper))
        {
            var index = 0L;
            for (var i = 0; i < node.Length; i++)
                index = index * grid.Cells(grid.Position(i)) + node[i];
            return values[index];
        }
        if (local is null)
            return Straight(node, axis, isUpper, inner => Node(inner, t, values));
        var place = Place(node);
        return local.At(place, t, s => StateAt(s, node, place, t));
    }

    private double StateAt(StateSymbol symbol, int[] node, double[] place, double t)
    {
        if (Side(node) is not var (axis, isUpper))
            return state.Value(symbol, node);
        for (var i = 0; i < node.Length; i++)
            if (IsFoot(node, i) && state.Model(symbol).On(i, node[i] >= 0, BoundaryKind.Dirichlet) is { } condition)
                return LocalField.Given(condition.Value, place, t);
        var value = Straight(node, axis, isUpper, inner => StateAt(symbol, inner, Place(inner), t));
        return symbol.IsDensity ? Math.Max(0, value) : value;
    }

    private double Straight(int[] node, int axis, bool isUpper, Func<int[], double> at)
    {
        var n = grid.Cells(grid.Position(axis));
        var inner = (int[])node.Clone();
        inner[axis] = isUpper ? n - 1 : 0;
        var first = at(inner);
        if (n == 1)
            return first;
        inner[axis] = isUpper ? n - 2 : 1;
        return 1.5 * first - 0.5 * at(inner);
    }

    private (int Axis, bool IsUpper)? Side(int[] node)
    {
        for (var i = 0; i < node.Length; i++)
            if (IsFoot(node, i))
                return (i, node[i] >= 0);
        return null;
    }

    private bool IsFoot(int[] node, int axis) => node[axis] < 0 || node[axis] >= grid.Cells(grid.Position(axis));

    private double[] Place(int[] node) =>
        [.. node.Select((k, i) => k < 0 ? grid.Axes[i].Low : IsFoot(node, i) ? grid.Axes[i].High : grid.Centre(grid.Position(i), k))];
}
