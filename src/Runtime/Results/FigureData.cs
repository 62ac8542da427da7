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
public sealed record Curve(string Label, double[] X, double[] Y, CurveStyle Style)
{
    /// <summary>What is prescribed at the first and at the last abscissa; null where nothing is.</summary>
    public (double? Low, double? High) Ends { get; init; }
}

/// <summary>One figure, as data: everything a plotting output needs.</summary>
/// <param name="FileName">Without extension: `rho`, `F`, `gap`.</param>
/// <param name="Title">Shown above.</param>
/// <param name="XLabel">Under the horizontal axis.</param>
/// <param name="YLabel">Beside the vertical axis.</param>
/// <param name="LogY">Whether the vertical axis is logarithmic.</param>
/// <param name="OrderedByTime">Whether the curves are one state at successive times (coloured along a map) or different quantities.</param>
/// <param name="Curves">At least one.</param>
public sealed record FigureData(
    string FileName, string Title, string XLabel, string YLabel, bool LogY, bool OrderedByTime, Seq<Curve> Curves)
{
    /// <summary>Maps of fields over two axes, drawn instead of curves; empty for curves.</summary>
    public Seq<FieldMap> Maps { get; init; } = [];
}

/// <summary>A field over a rectangle.</summary>
/// <param name="Label">Above it: `t = 0.5`.</param>
/// <param name="X">[n + 1] edges of the cells along the horizontal axis, the first of the domain.</param>
/// <param name="Y">[m + 1] edges along the vertical axis, the second.</param>
/// <param name="Values">[n·m], row-major: the second axis is the faster.</param>
public sealed record FieldMap(string Label, double[] X, double[] Y, double[] Values);

/// <summary>A state at a time, as cell averages.</summary>
/// <param name="State">The state's name.</param>
/// <param name="Time">When.</param>
/// <param name="Axes">One array an axis: the n + 1 edges of its cells.</param>
/// <param name="Values">Cell averages, row-major.</param>
public sealed record Snapshot(string State, double Time, Seq<double[]> Axes, double[] Values)
{
    /// <summary>The edges along the only, or first, axis.</summary>
    public double[] Edges => Axes[0];

    /// <summary>What is prescribed at the ends of the only axis; null where nothing is.</summary>
    public (double? Low, double? High) Ends { get; init; }

    /// <summary>The volume of a cell; all are alike.</summary>
    public double CellVolume => Axes.Aggregate(1.0, (v, edges) => v * (edges[^1] - edges[0]) / (edges.Length - 1));
}
