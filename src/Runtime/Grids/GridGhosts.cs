using Flows.Compiler.Discretising.Grids;

namespace Flows.Runtime.Grids;

/// <summary>Fills the ghosts of an array, axis by axis, so that corners are the images of images.</summary>
/// <param name="context">The grid and its memory.</param>
/// <param name="rules">Two a position, the lower side first: what stands beyond each of the six sides.</param>
public sealed class GridGhosts(GridContext context, SideRule[] rules) : IRowWork
{
    private readonly Grid _grid = context.Grid;
    private readonly GridMemory _memory = context.Memory;
    private int _array;
    private Part _part;
    private double _given;

    /// <summary>Mirror images on all sides but those of rings: no flux of what is filled.</summary>
    public static GridGhosts Images(GridContext context) =>
        new(context, [.. Enumerable.Range(0, 6).Select(i => context.Grid.IsPeriodic(i / 2) ? SideRule.Wrap : SideRule.Mirror)]);

    /// <summary>Whether the images beyond the sides of a position are odd: a value is prescribed there.</summary>
    public bool IsOdd(int position) => rules[2 * position].Kind == ImageKind.Value && rules[2 * position + 1].Kind == ImageKind.Value;

    /// <summary>Whether the images beyond one side of a position are odd.</summary>
    public bool IsOdd(int position, bool upper) => rules[2 * position + (upper ? 1 : 0)].Kind == ImageKind.Value;

    private enum Part
    {
        Ends,
        Middle,
        First,
    }

    /// <inheritdoc/>
    public void Rows(int worker, int from, int to)
    {
        for (var i = from; i < to; i++)
            if (_part == Part.Ends)
                Ends(_array, i / _grid.Cells(1), i % _grid.Cells(1), _given);
            else if (_part == Part.Middle)
                Layers(1, i);
            else
                Layers(0, i - _grid.Ghosts);
    }

    /// <summary>Whether cells at a side are held at a value.</summary>
    public bool HoldsCells { get; } = rules.Any(r => !GridSides.IsFree(r.Kind));

    /// <summary>Whether a side prescribes something that changes with time.</summary>
    public bool DependsOnTime { get; } = rules.Any(r => r.DependsOnTime);

    /// <summary>Takes the prescribed values at a time.</summary>
    public void SetTime(double t)
    {
        foreach (var rule in rules)
            rule.SetTime(t);
    }

    /// <summary>Fills all ghosts.</summary>
    public void Fill(int array)
    {
        if (ReferenceEquals(_memory.EndsBy(array), this))
            Beyond(array, 1);
        else
            Fill(array, 1);
    }

    /// <summary>Fills all ghosts of a change: with nothing prescribed.</summary>
    public void FillChange(int array)
    {
        _memory.SetEnds(array, null);
        Fill(array, 0);
    }

    // What is prescribed counts `given` times.
    private void Fill(int array, double given)
    {
        // The ends of a row are filled by who computes the row: else its lines would travel between caches.
        Run(Part.Ends, array, given, _grid.Rows);
        Beyond(array, given);
    }

    // Rows beyond the sides: those of every plane, then whole planes with what has been filled.
    private void Beyond(int array, double given)
    {
        if (_grid.Dimension > 1)
            Run(Part.Middle, array, given, _grid.Cells(0));
        if (_grid.Dimension > 2)
            Run(Part.First, array, given, _grid.Cells(1) + 2 * _grid.Ghosts);
    }

    private void Run(Part part, int array, double given, int count)
    {
        (_part, _array, _given) = (part, array, given);
        context.Workers.Run(this, count);
    }

    private void Layers(int position, int across)
    {
        for (var layer = 0; layer < _grid.Ghosts; layer++)
        {
            Image(_array, rules[2 * position], position, across, layer, false, _given);
            Image(_array, rules[2 * position + 1], position, across, layer, true, _given);
        }
    }

    /// <summary>Fills the ghosts at both ends of a row of an array.</summary>
    internal void Ends(int array, int a, int b) => Ends(array, a, b, 1);

    private void Ends(int array, int a, int b, double given) => Ends(_memory.PaddedRow(array, a, b), a, b, given);

    /// <summary>Fills the ghosts at both ends of a row.</summary>
    /// <param name="row">The row with its ghosts.</param>
    /// <param name="a">Its place along position 0.</param>
    /// <param name="b">Its place along position 1.</param>
    /// <param name="given">How many times what is prescribed counts.</param>
    internal void Ends(Span<double> row, int a, int b, double given)
    {
        var (n, g) = (_grid.Cells(2), _grid.Ghosts);
        var h = _grid.Spacing(2);
        var place = (long)a * _grid.Cells(1) + b;
        if (rules[4].Kind == ImageKind.Clamped)
            row[g] = given * rules[4].On(place, -0.5 * h);
        if (rules[5].Kind == ImageKind.Clamped)
            row[g + n - 1] = given * rules[5].On(place, -0.5 * h);
        for (var layer = 0; layer < g; layer++)
        {
            var (low, high) = (g - 1 - layer, g + n + layer);
            var (nearLow, nearHigh) = (g + Math.Min(layer, n - 1), g + Math.Max(n - 1 - layer, 0));
            row[low] = rules[4].Kind switch
            {
                ImageKind.Wrap => row[g + n - 1 - layer % n],
                ImageKind.Mirror => row[nearLow],
                ImageKind.Value => 2 * given * rules[4].At(place) - row[nearLow],
                ImageKind.Clamped => given * rules[4].On(place, (layer + 0.5) * h),
                ImageKind.Line => row[g] + (layer + 1) * (row[g] - row[g + Math.Min(1, n - 1)]),
                _ => row[nearLow] + (2 * layer + 1) * h * given * rules[4].At(place),
            };
            row[high] = rules[5].Kind switch
            {
                ImageKind.Wrap => row[g + layer % n],
                ImageKind.Mirror => row[nearHigh],
                ImageKind.Value => 2 * given * rules[5].At(place) - row[nearHigh],
                ImageKind.Clamped => given * rules[5].On(place, (layer + 0.5) * h),
                ImageKind.Line => row[g + n - 1] + (layer + 1) * (row[g + n - 1] - row[g + Math.Max(n - 2, 0)]),
                _ => row[nearHigh] + (2 * layer + 1) * h * given * rules[5].At(place),
            };
        }
    }

    // A row of ghosts beyond a side of one of the first two positions; `across` counts the other of them.
    private void Image(int array, SideRule rule, int position, int across, int layer, bool upper, double given)
    {
        var n = _grid.Cells(position);
        var to = Row(upper ? n + layer : -1 - layer);
        var (near, next) = upper ? (n - 1, Math.Max(n - 2, 0)) : (0, Math.Min(1, n - 1));
        if (rule.Kind == ImageKind.Line)
        {
            Line(Row(near), Row(next), to, layer);
            return;
        }
        if (rule.Kind == ImageKind.Clamped)
            // The row at the side lies on the line too: half a cell before it, as one layer below the first.
            Image([], Row(near), rule, position, across, -1, given);
        var source = rule.Kind == ImageKind.Wrap ? (upper ? layer % n : n - 1 - layer % n) : upper ? Math.Max(n - 1 - layer, 0) : Math.Min(layer, n - 1);
        Image(Row(source), to, rule, position, across, layer, given);

        Span<double> Row(int place) => position == 1 ? _memory.PaddedRow(array, across, place) : _memory.PaddedRow(array, place, across);
    }

    private static void Line(ReadOnlySpan<double> near, ReadOnlySpan<double> next, Span<double> to, int layer)
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = near[i] + (layer + 1) * (near[i] - next[i]);
    }

    /// <summary>Fills a row of ghosts beyond a side of position 1 from the row whose image it is; not on rings.</summary>
    /// <param name="from">The row, ghosts included.</param>
    /// <param name="to">The ghosts.</param>
    /// <param name="upper">Whether it is the upper side.</param>
    /// <param name="across">The place along position 0.</param>
    /// <param name="layer">How far from the side, 0 the nearest.</param>
    internal void Image(Span<double> from, Span<double> to, bool upper, int across, int layer) =>
        Image(from, to, rules[upper ? 3 : 2], 1, across, layer, 1);

    private void Image(Span<double> from, Span<double> to, SideRule rule, int position, int across, int layer, double given)
    {
        if (rule.Kind is ImageKind.Wrap or ImageKind.Mirror)
        {
            from.CopyTo(to);
            return;
        }
        var h = _grid.Spacing(position);
        for (var i = 0; i < to.Length; i++)
        {
            var c = Math.Clamp(i - _grid.Ghosts, 0, _grid.Cells(2) - 1);
            var other = Math.Clamp(across, 0, _grid.Cells(1 - position) - 1);
            var face = (long)other * _grid.Cells(2) + c;
            var g = given * rule.At(face);
            to[i] = rule.Kind switch
            {
                ImageKind.Value => 2 * g - from[i],
                ImageKind.Clamped => given * rule.On(face, (layer + 0.5) * h),
                _ => from[i] + (2 * layer + 1) * h * g,
            };
        }
    }
}
