using Flows.Runtime.Results;
using SkiaSharp;

namespace Flows.Runtime.Outputs.Figures;

/// <summary>A figure of maps: panels with one scale of lengths, and colour bars.</summary>
internal sealed class MapFigure : IDisposable
{
    private const int MostPanels = 6;
    private const float TickSize = 20, LabelSize = 24, TitleSize = 27, TickLength = 6;

    private static readonly SKColor Ink = SKColor.Parse("#22262b");

    private readonly FigureData _figure;
    private readonly FieldMap[] _maps;
    private readonly ColorScale[] _scales;
    private readonly MapLayout _layout;
    private readonly SKImage[] _images;
    private readonly SKPath?[] _contours;

    /// <summary>Prepares the pictures of a figure.</summary>
    /// <param name="figure">With at least one map.</param>
    public MapFigure(FigureData figure)
    {
        _figure = figure;
        _maps = Chosen(figure.Maps.AsEnumerable().ToArray());
        // Different quantities have different scales.
        var shares = figure.OrderedByTime || _maps.Length == 1;
        _scales = shares ? [ColorScale.Of(_maps, figure.LogY)] : [.. _maps.Select(m => ColorScale.Of([m], figure.LogY))];
        _layout = MapLayout.Of(_maps.Length, (_maps[0].X[^1] - _maps[0].X[0]) / (_maps[0].Y[^1] - _maps[0].Y[0]), shares);
        _images = new SKImage[_maps.Length];
        _contours = new SKPath?[_maps.Length];
        for (var k = 0; k < _maps.Length; k++)
        {
            var (width, height) = (_layout.Panels[k].Width, _layout.Panels[k].Height);
            var values = MapRaster.Values(_maps[k], ScaleOf(k), width, height);
            _images[k] = MapRaster.Image(values, ScaleOf(k), width, height);
            // Cells seen one by one are not smooth, lines between their centres are.
            if (MapRaster.IsSeen(_maps[k].X.Length - 1, width) || MapRaster.IsSeen(_maps[k].Y.Length - 1, height))
                values = MapRaster.Values(_maps[k], ScaleOf(k), width, height, isSmooth: true);
            _contours[k] = MapContours.Of(values, width, height, ScaleOf(k).Levels);
        }
    }

    /// <summary>Width in pixels.</summary>
    public int Width => _layout.Width;

    /// <summary>Height in pixels.</summary>
    public int Height => _layout.Height;

    /// <summary>Draws on any canvas.</summary>
    public void Draw(SKCanvas canvas)
    {
        using var white = new SKPaint { Color = SKColors.White };
        canvas.DrawRect(0, 0, Width, Height, white);
        var middle = (_layout.Panels.Min(p => p.Left) + _layout.Panels.Max(p => p.Right)) / 2f;
        Write(canvas, _figure.Title, middle, 42, TitleSize, SKTextAlign.Center);
        for (var k = 0; k < _maps.Length; k++)
            DrawPanel(canvas, k);
        for (var b = 0; b < _layout.Bars.Length; b++)
            DrawBar(canvas, _layout.Bars[b], _scales[b]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var image in _images)
            image.Dispose();
        foreach (var path in _contours)
            path?.Dispose();
    }

    // Of very many maps some are shown, the first and the last among them.
    private static FieldMap[] Chosen(FieldMap[] maps) => maps.Length <= MostPanels ? maps
        : [.. Enumerable.Range(0, MostPanels).Select(i => maps[(int)Math.Round(i * (maps.Length - 1.0) / (MostPanels - 1))])];

    private ColorScale ScaleOf(int panel) => _scales[Math.Min(panel, _scales.Length - 1)];

    private void DrawPanel(SKCanvas canvas, int k)
    {
        var panel = _layout.Panels[k];
        canvas.DrawImage(_images[k], panel.Left, panel.Top);
        if (_contours[k] is { } lines)
        {
            canvas.Save();
            canvas.Translate(panel.Left, panel.Top);
            using var thin = new SKPaint
            {
                Color = (ScaleOf(k).IsDiverging ? Ink : SKColors.White).WithAlpha(150),
                IsStroke = true,
                StrokeWidth = 1.2f,
                IsAntialias = true,
            };
            canvas.DrawPath(lines, thin);
            canvas.Restore();
        }
        Frame(canvas, panel);
        if (_maps.Length > 1 || _maps[k].Label != _figure.Title)
            Write(canvas, _maps[k].Label, panel.MidX, panel.Top - 12, TickSize, SKTextAlign.Center);
        DrawAcross(canvas, panel, _maps[k], k + _layout.Columns >= _maps.Length);
        DrawUp(canvas, panel, _maps[k], k % _layout.Columns == 0);
    }

    private void DrawAcross(SKCanvas canvas, SKRectI panel, FieldMap map, bool isLowest)
    {
        var range = new AxisRange(map.X[0], map.X[^1]);
        foreach (var tick in AxisTicks.Labelled(AxisTicks.Linear(range, Math.Clamp(panel.Width / 90, 2, 8)), range))
        {
            var x = panel.Left + (float)((tick.Position - range.Low) / range.Length) * panel.Width;
            Line(canvas, x, panel.Bottom, x, panel.Bottom + TickLength);
            if (isLowest)
                Write(canvas, tick.Label, x, panel.Bottom + 28, TickSize, SKTextAlign.Center);
        }
        if (isLowest)
            Write(canvas, _figure.XLabel, panel.MidX, panel.Bottom + 62, LabelSize, SKTextAlign.Center);
    }

    private void DrawUp(SKCanvas canvas, SKRectI panel, FieldMap map, bool isFirst)
    {
        var range = new AxisRange(map.Y[0], map.Y[^1]);
        var widest = 0f;
        foreach (var tick in AxisTicks.Labelled(AxisTicks.Linear(range, Math.Clamp(panel.Height / 70, 2, 8)), range))
        {
            var y = panel.Bottom - (float)((tick.Position - range.Low) / range.Length) * panel.Height;
            Line(canvas, panel.Left - TickLength, y, panel.Left, y);
            if (isFirst)
                widest = Math.Max(widest, Write(canvas, tick.Label, panel.Left - 12, y + 7, TickSize, SKTextAlign.Right));
        }
        if (!isFirst)
            return;
        canvas.Save();
        canvas.Translate(panel.Left - widest - 30, panel.MidY);
        canvas.RotateDegrees(-90);
        Write(canvas, _figure.YLabel, 0, 0, LabelSize, SKTextAlign.Center);
        canvas.Restore();
    }

    private static void DrawBar(SKCanvas canvas, SKRectI bar, ColorScale scale)
    {
        var shown = scale.Shown;
        var values = new double[bar.Height];
        for (var y = 0; y < values.Length; y++)
            values[y] = shown.High - (y + 0.5) / values.Length * shown.Length;
        using (var image = MapRaster.Image(values, scale, 1, bar.Height))
            canvas.DrawImage(image, new SKRect(bar.Left, bar.Top, bar.Right, bar.Bottom));
        Frame(canvas, bar);
        foreach (var tick in scale.Ticks)
        {
            var y = bar.Bottom - (float)((tick.Position - shown.Low) / shown.Length) * bar.Height;
            Line(canvas, bar.Right, y, bar.Right + TickLength, y);
            Write(canvas, tick.Label, bar.Right + 12, y + 7, TickSize, SKTextAlign.Left);
        }
    }

    private static void Frame(SKCanvas canvas, SKRectI around)
    {
        using var pen = new SKPaint { Color = Ink, IsStroke = true, StrokeWidth = 1.5f };
        canvas.DrawRect(around, pen);
    }

    private static void Line(SKCanvas canvas, float x, float y, float toX, float toY)
    {
        using var pen = new SKPaint { Color = Ink, IsStroke = true, StrokeWidth = 1.5f };
        canvas.DrawLine(x, y, toX, toY, pen);
    }

    private static float Write(SKCanvas canvas, string text, float x, float y, float size, SKTextAlign align)
    {
        using var font = new SKFont(EmbeddedFont.Use().Typeface, size) { Subpixel = true };
        using var paint = new SKPaint { Color = Ink, IsAntialias = true };
        canvas.DrawText(text, x, y, align, font, paint);
        return font.MeasureText(text);
    }
}
