using Flows.Compiler.Functions;

namespace Flows.Compiler.Symbolics;

/// <summary>Names for the points of an expression that are not ambient; they clash with nothing that occurs in it.</summary>
internal sealed class PointNames
{
    private static readonly string[] OnLines = ["y", "z", "s", "r", "q", "w"];
    private static readonly string[] InSpaces = ["p", "q", "s", "w"];

    private readonly Dictionary<Point, string> _names = [];
    private readonly Dictionary<Point, string[]> _rows = [];
    private readonly HashSet<string> _columns = [];
    private readonly HashSet<string> _used = ["t", "e", "pi"];

    public static PointNames For(Expr expression)
    {
        var names = new PointNames();
        foreach (var part in Substitution.All(expression))
        {
            names._used.UnionWith(part switch
            {
                Symbol s => [s.Name],
                Named n => [n.Name],
                StateValue v => [v.State.Name, .. v.Point.Space.Axes],
                Coordinate c => c.Point.Space.Axes,
                Component c => [c.State.Name],
                Integral i => i.Point.Space.Axes,
                Apply { Function: UserFunction f } => [f.Name],
                _ => [],
            });
        }
        return names;
    }

    /// <summary>Names for the columns of a row: as declared, numbered where rows are nested.</summary>
    public IReadOnlyList<string> OfRow(Point row)
    {
        if (!_rows.TryGetValue(row, out var columns))
        {
            _rows[row] = columns = Enumerable.Range(0, int.MaxValue)
                .Select(k => row.Space.Axes.Select(a => k == 0 ? a : $"{a}_{k}").ToArray())
                .First(c => !c.Any(n => _columns.Contains(n)));
            _columns.UnionWith(columns);
        }
        return columns;
    }

    public string this[Point point]
    {
        get
        {
            if (!_names.TryGetValue(point, out var name))
            {
                var candidates = point.Space.Dimension == 1 ? OnLines : InSpaces;
                name = candidates.Concat(Enumerable.Range(1, int.MaxValue - 1).Select(i => $"{candidates[0]}{i}")).First(n => !_used.Contains(n));
                _used.Add(name);
                _names[point] = name;
            }
            return name;
        }
    }
}
