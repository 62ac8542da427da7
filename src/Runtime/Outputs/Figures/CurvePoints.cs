using Flows.Runtime.Results;
using ScottPlot;

namespace Flows.Runtime.Outputs.Figures;

/// <summary>Turns a curve into the points that a pen follows.</summary>
internal static class CurvePoints
{
    /// <summary>Up to this many cells the steps are drawn; with more they are narrower than the pen.</summary>
    private const int MostSteps = 100;

    /// <summary>A screen is about this wide, so more points cannot be seen.</summary>
    private const int MostPoints = 4000;

    /// <summary>The strokes of a curve: it is interrupted where a value is not finite.</summary>
    /// <param name="curve">The data.</param>
    /// <param name="shown">The horizontal range of the whole figure.</param>
    /// <param name="logarithmic">Whether ordinates become their decimal logarithms; those that are not positive interrupt.</param>
    public static List<Coordinates[]> Of(Curve curve, AxisRange shown, bool logarithmic)
    {
        var strokes = new List<Coordinates[]>();
        var stroke = new List<Coordinates>();
        foreach (var point in Outline(curve, shown, logarithmic))
        {
            var at = logarithmic ? new Coordinates(point.X, Math.Log10(point.Y)) : point;
            if (double.IsFinite(at.X) && double.IsFinite(at.Y))
                stroke.Add(at);
            else
                Close();
        }
        Close();
        return strokes;

        void Close()
        {
            if (stroke.Count > 0)
                strokes.Add([.. Thinned(stroke)]);
            stroke.Clear();
        }
    }

    private static IEnumerable<Coordinates> Outline(Curve curve, AxisRange shown, bool logarithmic)
    {
        var cells = curve.Y.Length;
        if (curve.Style == CurveStyle.Line || cells == 0 || curve.X.Length != cells + 1)
            return Enumerable.Range(0, Math.Min(curve.X.Length, cells)).Select(i => new Coordinates(curve.X[i], curve.Y[i]));
        var outline = curve.Style == CurveStyle.Histogram || cells <= MostSteps ? Steps(curve) : Centres(curve);
        return logarithmic ? outline : WithFreeEnds(curve, shown, outline);
    }

    private static IEnumerable<Coordinates> Steps(Curve curve)
    {
        if (curve.Ends.Low is { } low)
            yield return new(curve.X[0], low);
        for (var i = 0; i < curve.Y.Length; i++)
        {
            yield return new(curve.X[i], curve.Y[i]);
            yield return new(curve.X[i + 1], curve.Y[i]);
        }
        if (curve.Ends.High is { } high)
            yield return new(curve.X[^1], high);
    }

    private static IEnumerable<Coordinates> Centres(Curve curve)
    {
        yield return new(curve.X[0], curve.Ends.Low ?? curve.Y[0]);
        for (var i = 0; i < curve.Y.Length; i++)
            yield return new(0.5 * (curve.X[i] + curve.X[i + 1]), curve.Y[i]);
        yield return new(curve.X[^1], curve.Ends.High ?? curve.Y[^1]);
    }

    /// <summary>Cells that end inside the figure end at vacuum: the curve falls to zero there. Bars always stand on zero.</summary>
    private static IEnumerable<Coordinates> WithFreeEnds(Curve curve, AxisRange shown, IEnumerable<Coordinates> outline)
    {
        var slack = 1e-3 * shown.Length;
        if (curve.Style == CurveStyle.Histogram || curve.X[0] > shown.Low + slack)
            outline = outline.Prepend(new(curve.X[0], 0));
        if (curve.Style == CurveStyle.Histogram || curve.X[^1] < shown.High - slack)
            outline = outline.Append(new(curve.X[^1], 0));
        return outline;
    }

    /// <summary>Of each bunch of neighbours the first, the lowest, the highest and the last: peaks stay.</summary>
    private static List<Coordinates> Thinned(List<Coordinates> stroke)
    {
        if (stroke.Count <= MostPoints)
            return stroke;
        var bunch = (int)Math.Ceiling(4.0 * stroke.Count / MostPoints);
        var kept = new List<Coordinates>(MostPoints + 4);
        for (var start = 0; start < stroke.Count; start += bunch)
        {
            var last = Math.Min(start + bunch, stroke.Count) - 1;
            var (low, high) = (start, start);
            for (var i = start; i <= last; i++)
            {
                low = stroke[i].Y < stroke[low].Y ? i : low;
                high = stroke[i].Y > stroke[high].Y ? i : high;
            }
            foreach (var i in new SortedSet<int> { start, low, high, last })
                kept.Add(stroke[i]);
        }
        return kept;
    }
}
