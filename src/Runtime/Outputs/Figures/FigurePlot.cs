using Flows.Runtime.Results;
using ScottPlot;

namespace Flows.Runtime.Outputs.Figures;

/// <summary>Lays out one figure.</summary>
internal static class FigurePlot
{
    /// <summary>Width in pixels.</summary>
    public const int Width = 1200;

    /// <summary>Height in pixels.</summary>
    public const int Height = 750;

    /// <summary>Enlarges text and lines, so that the figure stays legible at half its size.</summary>
    private const double Scale = 1.6;

    private const int MostLegendLines = 16;

    /// <summary>The plot of a figure, ready to be drawn on any canvas.</summary>
    public static Plot Of(FigureData figure)
    {
        EmbeddedFont.Use();
        var plot = new Plot { ScaleFactor = Scale };
        var horizontal = AxisRange.Of(figure.Curves.SelectMany(curve => curve.X));
        var strokes = figure.Curves.Select(curve => CurvePoints.Of(curve, horizontal, figure.LogY)).ToList();
        for (var i = 0; i < strokes.Count; i++)
            Draw(plot, figure, i, strokes[i]);
        SetAxes(plot, figure, horizontal, AxisRange.Of(strokes.SelectMany(s => s).SelectMany(s => s).Select(p => p.Y)));
        SetFrame(plot, figure);
        SetLegend(plot, figure);
        return plot;
    }

    private static void Draw(Plot plot, FigureData figure, int index, List<Coordinates[]> strokes)
    {
        var color = ColorOf(figure, index);
        foreach (var stroke in strokes)
        {
            var line = plot.Add.ScatterLine(stroke, color);
            line.LineWidth = 1.8f;
            line.LineStyle.StrokeJoin = SkiaSharp.SKStrokeJoin.Round;
            if (stroke.Length == 1)
                line.MarkerStyle = new MarkerStyle(MarkerShape.FilledCircle, 6, color);
            if (figure.Curves[index].Style == CurveStyle.Histogram && !figure.LogY)
            {
                line.FillY = true;
                line.FillYColor = color.WithAlpha(0.25);
            }
        }
    }

    private static Color ColorOf(FigureData figure, int index) =>
        figure.OrderedByTime ? Palette.OfOrder(index, figure.Curves.Count) : Palette.OfKind(index);

    private static void SetAxes(Plot plot, FigureData figure, AxisRange horizontal, AxisRange data)
    {
        var vertical = data.Widened(0.05);
        // What is never negative and comes near zero stands on zero, with room for the pen.
        if (!figure.LogY && data.Low >= 0 && data.Low < 0.3 * data.High)
            vertical = vertical with { Low = -0.012 * data.High };
        plot.Axes.SetLimits(horizontal.Low, horizontal.High, vertical.Low, vertical.High);
        plot.Axes.Bottom.TickGenerator = AxisTicks.Linear(horizontal, 8);
        plot.Axes.Left.TickGenerator = figure.LogY ? AxisTicks.Decades(vertical, 8) : AxisTicks.Linear(vertical, 6);
    }

    private static void SetFrame(Plot plot, FigureData figure)
    {
        plot.Title(figure.Title, 17);
        plot.XLabel(figure.XLabel, 15);
        plot.YLabel(figure.YLabel, 15);
        plot.Axes.Title.Label.Bold = false;
        plot.Axes.Title.Label.ForeColor = Palette.Ink;
        plot.Grid.MajorLineColor = Palette.Grid;
        plot.Grid.MajorLineWidth = 0.8f;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Right.MinimumSize = 14;
        plot.Axes.Left.TickLabelStyle.OffsetY = 1.5f;
        foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.Label.Bold = false;
            axis.Label.ForeColor = Palette.Ink;
            axis.TickLabelStyle.ForeColor = Palette.Ink;
            axis.TickLabelStyle.FontSize = 12.5f;
            axis.FrameLineStyle.Color = Palette.Ink;
            axis.FrameLineStyle.Width = 1;
            axis.MajorTickStyle.Color = Palette.Ink;
            axis.MinorTickStyle.Color = Palette.Ink;
        }
    }

    /// <summary>Beside the curves, never over them; a single curve is already named by its axis.</summary>
    private static void SetLegend(Plot plot, FigureData figure)
    {
        if (figure.Curves.Count < 2 && figure.Curves.All(curve => curve.Label == figure.YLabel || curve.Label.Length == 0))
            return;
        var shown = Math.Min(figure.Curves.Count, MostLegendLines);
        for (var i = 0; i < shown; i++)
        {
            // Of very many curves some are named, the first and the last among them.
            var index = shown < 2 ? 0 : (int)Math.Round(i * (figure.Curves.Count - 1.0) / (shown - 1));
            plot.Legend.ManualItems.Add(new LegendItem
            {
                LabelText = figure.Curves[index].Label,
                LineColor = ColorOf(figure, index),
                LineWidth = 2.5f,
            });
        }
        plot.Legend.FontSize = 12.5f;
        plot.Legend.FontColor = Palette.Ink;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.BackgroundColor = Colors.Transparent;
        plot.Legend.ShadowColor = Colors.Transparent;
        var panel = plot.ShowLegend(Edge.Right);
        panel.Alignment = Alignment.UpperLeft;
        panel.Padding = new PixelPadding(0, 4, 0, 0);
    }
}
