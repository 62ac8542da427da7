using ScottPlot;
using SkiaSharp;

namespace Flows.Runtime.Outputs.Figures;

/// <summary>The font that this assembly carries, so that figures have text on machines without any font.</summary>
/// <remarks>DejaVu Sans: Greek, operators, superscripts. Every family, weight and slant asked for gives this one face.</remarks>
internal sealed class EmbeddedFont : IFontResolver
{
    /// <summary>The family's name.</summary>
    public const string Family = "DejaVu Sans";

    private const string Resource = "DejaVuSans.ttf";

    private static readonly Lazy<EmbeddedFont> Installed = new(Install);

    private EmbeddedFont(SKTypeface typeface) => Typeface = typeface;

    /// <summary>The face.</summary>
    public SKTypeface Typeface { get; }

    /// <summary>Makes the plotting library use this font and no other, once a process.</summary>
    public static EmbeddedFont Use() => Installed.Value;

    /// <inheritdoc/>
    public SKTypeface CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => Typeface;

    /// <inheritdoc/>
    public SKTypeface CreateTypeface(string fontName, bool bold, bool italic) => Typeface;

    private static EmbeddedFont Install()
    {
        using var stream = typeof(EmbeddedFont).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"the resource {Resource} is missing from the build");
        using var data = SKData.Create(stream);
        var font = new EmbeddedFont(SKTypeface.FromData(data));
        ScottPlot.Fonts.FontResolvers.Clear();
        ScottPlot.Fonts.FontResolvers.Add(font);
        ScottPlot.Fonts.Default = Family;
        return font;
    }
}
