using System.Globalization;
using System.Xml.Linq;
using SkiaSharp;

namespace Flows.Runtime.Outputs.Figures;

/// <summary>Replaces the text of an SVG by the outlines of its glyphs, so that it looks alike wherever it is shown.</summary>
/// <remarks>
/// The canvas writes text elements that name a font family, which a reader may not have. Each becomes a path at the
/// same place; the words stay readable for machines in its <c>aria-label</c>.
/// </remarks>
internal static class SvgOutlines
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly char[] Separators = [',', ' '];

    /// <summary>Replaces every text element below a root, and makes the drawing scale with its frame.</summary>
    /// <param name="root">The drawing; changed.</param>
    /// <param name="typeface">The face the text was laid out with.</param>
    public static void Apply(XElement root, SKTypeface typeface)
    {
        root.SetAttributeValue("viewBox", $"0 0 {root.Attribute("width")?.Value} {root.Attribute("height")?.Value}");
        // The canvas starts with a rectangle without colour, which is black, larger than the drawing and hidden by the next.
        if (root.Elements().FirstOrDefault() is { } first && first.Name == Svg + "rect" && first.Attribute("fill") is null)
            first.Remove();
        foreach (var text in root.Descendants(Svg + "text").ToList())
            text.ReplaceWith(Outline(text, typeface));
    }

    private static XElement Outline(XElement text, SKTypeface typeface)
    {
        var words = text.Value.Trim();
        using var font = new SKFont(typeface, Number(text, "font-size"));
        using var path = new SKPath();
        var (xs, ys) = (Numbers(text, "x"), Numbers(text, "y"));
        var index = 0;
        foreach (var rune in words.EnumerateRunes())
        {
            var x = xs.Length > 0 ? xs[Math.Min(index, xs.Length - 1)] : 0;
            var y = ys.Length > 0 ? ys[Math.Min(index, ys.Length - 1)] : 0;
            using var glyph = font.GetGlyphPath(font.GetGlyph(rune.Value));
            if (glyph is not null)
                path.AddPath(glyph, x, y);
            index++;
        }
        var outline = new XElement(Svg + "path", new XAttribute("aria-label", words), new XAttribute("d", path.ToSvgPathData()));
        foreach (var kept in text.Attributes().Where(a => a.Name.LocalName is "transform" or "fill" or "fill-opacity"))
            outline.Add(new XAttribute(kept));
        return outline;
    }

    private static float Number(XElement element, string name) =>
        float.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private static float[] Numbers(XElement element, string name) =>
        [.. (element.Attribute(name)?.Value ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries)
            .Select(number => float.Parse(number, CultureInfo.InvariantCulture))];
}
