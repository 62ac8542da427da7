using Flows.Runtime.Results;
using ScottPlot;
using SkiaSharp;

namespace Flows.Runtime.Outputs.Figures;

/// <summary>Which colour a value has, the same in all maps that share the scale.</summary>
internal sealed class ColorScale
{
    // Less of the other sign than this share of the largest value is under- or overshoot, not a field of both signs.
    private const double OtherSign = 0.02;

    // A scale of what is never negative starts at 0 where the smallest value comes so near.
    private const double NearZero = 0.15;

    private static readonly SKColor Nothing = SKColor.Parse("#b9bec4");

    private readonly bool _isLog;
    private readonly ColorMap _map;
    private readonly AxisRange _colors;

    private ColorScale(AxisRange shown, AxisRange colors, ColorMap map, bool isLog) => (Shown, _colors, _map, _isLog) = (shown, colors, map, isLog);

    /// <summary>What the bar shows; in powers of ten on a logarithmic scale.</summary>
    public AxisRange Shown { get; }

    /// <summary>Whether the middle of the colours is 0.</summary>
    public bool IsDiverging => _map == ColorMap.Diverging;

    /// <summary>The marks of the bar.</summary>
    public Tick[] Ticks => AxisTicks.Labelled(_isLog ? AxisTicks.Decades(Shown, 6) : AxisTicks.Linear(Shown, 6), Shown);

    /// <summary>The values along which lines are drawn: 0 where it is the middle, else those marked on the bar.</summary>
    public double[] Levels => IsDiverging ? [0]
        : [.. Ticks.Where(t => t.Position > Shown.Low + 1e-6 * Shown.Length && t.Position < Shown.High - 1e-6 * Shown.Length).Select(t => t.Position)];

    /// <summary>The scale of some maps.</summary>
    public static ColorScale Of(IEnumerable<FieldMap> maps, bool isLog)
    {
        var range = AxisRange.Of(maps.Select(m => Extent(m.Values, isLog)).SelectMany(e => new[] { e.Low, e.High }));
        if (isLog)
            return new ColorScale(range, range, ColorMap.Sequential, true);
        var size = Math.Max(-range.Low, range.High);
        if (Math.Min(-range.Low, range.High) > OtherSign * size)
            return new ColorScale(range, new AxisRange(-size, size), ColorMap.Diverging, false);
        if (range.Low >= 0 && range.Low < NearZero * range.High)
            range = range with { Low = 0 };
        return new ColorScale(range, range, ColorMap.Sequential, false);
    }

    /// <summary>A value as it is drawn and averaged: its power of ten on a logarithmic scale, NaN where it has none.</summary>
    public double Of(double value) => !_isLog ? value : value > 0 ? Math.Log10(value) : double.NaN;

    /// <summary>The colour of what <see cref="Of(double)"/> gives; grey for what is not finite.</summary>
    public SKColor ColorOf(double drawn) => double.IsFinite(drawn) ? _map.At((drawn - _colors.Low) / _colors.Length) : Nothing;

    private static AxisRange Extent(double[] values, bool isLog)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (!double.IsFinite(value) || isLog && value <= 0)
                continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }
        return isLog ? new(Math.Log10(low), Math.Log10(high)) : new(low, high);
    }
}
