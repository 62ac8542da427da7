using ScottPlot;

namespace Flows.Runtime.Outputs.Figures;

/// <summary>The colours of every figure; all legible on white, none carries meaning alone.</summary>
internal static class Palette
{
    /// <summary>Text and axes.</summary>
    public static readonly Color Ink = Color.FromHex("#22262b");

    /// <summary>Grid lines.</summary>
    public static readonly Color Grid = Color.FromHex("#e3e6ea");

    private static readonly Color[] Kinds =
    [
        Color.FromHex("#1f5fa8"), Color.FromHex("#d1495b"), Color.FromHex("#2a8f6b"),
        Color.FromHex("#d98a1f"), Color.FromHex("#7b4fa3"), Color.FromHex("#5b6570"),
    ];

    // From dark to light with a steady fall of lightness; stops before the pale end, which white paper swallows.
    private static readonly Color[] Anchors =
    [
        Color.FromHex("#182a6e"), Color.FromHex("#5a2a93"), Color.FromHex("#a92f83"),
        Color.FromHex("#db5466"), Color.FromHex("#ee8a3c"), Color.FromHex("#f0b429"),
    ];

    /// <summary>The colour of one of several different quantities.</summary>
    public static Color OfKind(int index) => Kinds[index % Kinds.Length];

    /// <summary>The colour of one of several successive times, first dark, last light.</summary>
    public static Color OfOrder(int index, int count)
    {
        var place = count < 2 ? 0 : index * (Anchors.Length - 1.0) / (count - 1);
        var left = Math.Min((int)place, Anchors.Length - 2);
        return Anchors[left].InterpolateRgb(Anchors[left + 1], place - left);
    }
}
