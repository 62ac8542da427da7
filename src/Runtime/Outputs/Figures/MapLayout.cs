using SkiaSharp;

namespace Flows.Runtime.Outputs.Figures;

/// <summary>Where the panels of a figure of maps lie.</summary>
/// <param name="Width">Of the figure, in pixels.</param>
/// <param name="Height">Of the figure.</param>
/// <param name="Panels">The maps, in reading order.</param>
/// <param name="Columns">How many stand side by side.</param>
/// <param name="Bars">The colour bars: one for all, or one beside each.</param>
internal sealed record MapLayout(int Width, int Height, SKRectI[] Panels, int Columns, SKRectI[] Bars)
{
    /// <summary>Room above everything, for the title.</summary>
    public const int Top = 66;

    /// <summary>Room above a panel, for its label.</summary>
    public const int Label = 36;

    private const int Left = 112, Bottom = 84, Gap = 50, BarGap = 22, BarWidth = 24, BarText = 104, RowGap = 10;

    // Beyond this ratio of the sides the scales of the axes differ: a strip of some pixels shows nothing.
    private const double MostAspect = 6;

    private const int MostHeight = 1000, LeastHeight = 300, LargestSide = 760;

    /// <summary>Lays out panels as large as the figure's width allows.</summary>
    /// <param name="count">Of panels.</param>
    /// <param name="aspect">Width of the domain over its height.</param>
    /// <param name="sharesBar">Whether one colour bar serves all.</param>
    public static MapLayout Of(int count, double aspect, bool sharesBar)
    {
        aspect = Math.Clamp(aspect, 1 / MostAspect, MostAspect);
        var (columns, size, best) = (1, 0.0, 0.0);
        for (var c = 1; c <= count; c++)
        {
            var rows = (count + c - 1) / c;
            var fitting = Math.Min(Math.Min(RoomAcross(c, sharesBar) / c / aspect, RoomDown(rows) / rows), Math.Min(LargestSide, LargestSide / aspect));
            // Between sizes that are nearly equal, fewer rows and fewer empty places decide.
            var worth = fitting * (1 - 0.02 * (c * rows - count)) / Math.Pow(rows, 0.5);
            if (worth > best)
                (columns, size, best) = (c, fitting, worth);
        }
        return Placed(count, columns, Math.Max(8, (int)(size * aspect)), Math.Max(8, (int)size), sharesBar);
    }

    private static MapLayout Placed(int count, int columns, int width, int height, bool sharesBar)
    {
        var rows = (count + columns - 1) / columns;
        var each = width + Gap + (sharesBar ? 0 : BarGap + BarWidth + BarText - Gap);
        var down = height + Label + RowGap;
        var total = Math.Max(LeastHeight, Top + rows * down - RowGap + Bottom);
        var content = columns * each - Gap + (sharesBar ? BarGap + BarWidth + BarText : 0);
        // What the panels leave free of the width is shared by both sides.
        var left = Left + Math.Max(0, (FigurePlot.Width - Left - content) / 2 - 20);
        var panels = new SKRectI[count];
        for (var k = 0; k < count; k++)
            panels[k] = SKRectI.Create(left + k % columns * each, Top + Label + k / columns * down, width, height);
        SKRectI[] bars = sharesBar
            ? [SKRectI.Create(left + columns * each - Gap + BarGap, Top + Label, BarWidth, rows * down - Label - RowGap)]
            : [.. panels.Select(p => SKRectI.Create(p.Right + BarGap / 2, p.Top, BarWidth, p.Height))];
        return new MapLayout(FigurePlot.Width, total, panels, columns, bars);
    }

    private static double RoomAcross(int columns, bool sharesBar) => sharesBar
        ? FigurePlot.Width - Left - (columns - 1) * Gap - BarGap - BarWidth - BarText
        : FigurePlot.Width - Left - columns * (BarGap + BarWidth + BarText);

    private static double RoomDown(int rows) => MostHeight - Top - Bottom - rows * Label - (rows - 1) * RowGap;
}
