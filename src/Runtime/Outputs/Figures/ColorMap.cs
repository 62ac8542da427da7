using SkiaSharp;

namespace Flows.Runtime.Outputs.Figures;

/// <summary>A map from [0, 1] to colours; steps of the same length look about equally large.</summary>
internal sealed class ColorMap
{
    private const int Entries = 512;

    private readonly SKColor[] _colors = new SKColor[Entries];

    private ColorMap(params string[] anchors)
    {
        for (var i = 0; i < Entries; i++)
        {
            var place = i * (anchors.Length - 1.0) / (Entries - 1);
            var left = Math.Min((int)place, anchors.Length - 2);
            var (from, to) = (SKColor.Parse(anchors[left]), SKColor.Parse(anchors[left + 1]));
            _colors[i] = new SKColor(Mix(from.Red, to.Red), Mix(from.Green, to.Green), Mix(from.Blue, to.Blue));

            byte Mix(byte a, byte b) => (byte)Math.Round(a + (place - left) * (b - a));
        }
    }

    /// <summary>For values of one sign: `viridis`, S. van der Walt and N. Smith 2015, from dark to light.</summary>
    public static ColorMap Sequential { get; } = new(
        "#440154", "#482475", "#414487", "#355f8d", "#2a788e", "#21918c", "#22a884", "#44bf70", "#7ad151", "#bddf26", "#fde725");

    /// <summary>For values of both signs, with a light middle: `RdBu` reversed, C. Brewer 2003.</summary>
    public static ColorMap Diverging { get; } = new(
        "#053061", "#2166ac", "#4393c3", "#92c5de", "#d1e5f0", "#f7f7f7", "#fddbc7", "#f4a582", "#d6604d", "#b2182b", "#67001f");

    /// <summary>The colour at a place in [0, 1]; what lies outside has the colour of the end.</summary>
    public SKColor At(double place) => _colors[(int)(Math.Clamp(place, 0, 1) * (Entries - 1) + 0.5)];
}
