using Flows.Language;

namespace Flows.Runtime.Results;

/// <summary>How a curve is drawn.</summary>
public enum CurveStyle
{
    /// <summary>Straight lines between points.</summary>
    Line,
    /// <summary>Piecewise constant: X has one entry more than Y (the cell edges).</summary>
    Steps,
    /// <summary>Bars between edges: X has one entry more than Y.</summary>
    Histogram,
}

/// <summary>One curve of a figure.</summary>
/// <param name="Label">For the legend: `t = 0.5`, `F`.</param>
/// <param name="X">Abscissae.</param>
/// <param name="Y">Ordinates.</param>
/// <param name="Style">How it is drawn.</param>
public sealed record Curve(string Label, double[] X, double[] Y, CurveStyle Style);

/// <summary>One figure, as data: everything a plotting output needs.</summary>
/// <param name="FileName">Without extension: `rho`, `F`, `gap`.</param>
/// <param name="Title">Shown above.</param>
/// <param name="XLabel">Under the horizontal axis.</param>
/// <param name="YLabel">Beside the vertical axis.</param>
/// <param name="LogY">Whether the vertical axis is logarithmic.</param>
/// <param name="OrderedByTime">Whether the curves are one state at successive times (coloured along a map) or different quantities.</param>
/// <param name="Curves">At least one.</param>
public sealed record FigureData(
    string FileName, string Title, string XLabel, string YLabel, bool LogY, bool OrderedByTime, Seq<Curve> Curves);

/// <summary>A state at a time, as cell averages.</summary>
/// <param name="State">The state's name.</param>
/// <param name="Time">When.</param>
/// <param name="Edges">[n + 1] cell edges along the axis.</param>
/// <param name="Values">[n] cell averages.</param>
public sealed record Snapshot(string State, double Time, double[] Edges, double[] Values);
