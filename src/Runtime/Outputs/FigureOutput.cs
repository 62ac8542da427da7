using System.Text;
using System.Xml;
using System.Xml.Linq;
using Flows.Runtime.Outputs.Figures;
using Flows.Runtime.Results;
using SkiaSharp;

namespace Flows.Runtime.Outputs;

/// <summary>`NAME.png` and `NAME.svg` for every figure. Needs no font of the machine's.</summary>
public sealed class FigureOutput : IOutput
{
    // The figures are flat colours: a fast setting costs a few per cent of size.
    private static readonly SKPngEncoderOptions Png = new(SKPngEncoderFilterFlags.Sub, 4);

    private static readonly XmlWriterSettings Xml = new() { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) };

    /// <inheritdoc/>
    public string Name => "figures";

    /// <inheritdoc/>
    public void Write(RunResult result, string folder)
    {
        foreach (var figure in result.Figures)
            Write(figure, folder);
    }

    private static void Write(FigureData figure, string folder)
    {
        if (figure.Maps.Count > 0)
        {
            using var maps = new MapFigure(figure);
            Write(figure.FileName, folder, maps.Width, maps.Height, maps.Draw);
        }
        else
        {
            using var plot = FigurePlot.Of(figure);
            Write(figure.FileName, folder, FigurePlot.Width, FigurePlot.Height, canvas => plot.Render(canvas, FigurePlot.Width, FigurePlot.Height));
        }
    }

    private static void Write(string name, string folder, int width, int height, Action<SKCanvas> draw)
    {
        AtomicFile.Write(Path.Combine(folder, name + ".png"), stream => WritePng(width, height, draw, stream));
        AtomicFile.Write(Path.Combine(folder, name + ".svg"), stream => WriteSvg(width, height, draw, stream));
    }

    private static void WritePng(int width, int height, Action<SKCanvas> draw, Stream stream)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        draw(surface.Canvas);
        using var pixels = surface.PeekPixels() ?? throw new InvalidOperationException("the canvas holds no pixels");
        using var data = pixels.Encode(Png) ?? throw new InvalidOperationException("the picture cannot be encoded");
        data.SaveTo(stream);
    }

    private static void WriteSvg(int width, int height, Action<SKCanvas> draw, Stream stream)
    {
        using var drawn = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, width, height), drawn))
            draw(canvas);
        drawn.Position = 0;
        var root = XElement.Load(drawn);
        SvgOutlines.Apply(root, EmbeddedFont.Use().Typeface);
        using var writer = XmlWriter.Create(stream, Xml);
        root.WriteTo(writer);
    }
}
