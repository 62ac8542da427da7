using System.Globalization;
using Flows.Compiler.Binding;
using Flows.Language;
using Flows.Runtime.Results;

namespace Flows.Runtime.Observing;

/// <summary>Figures of fields: curves over one axis, maps over two, the slice through the middle of three.</summary>
internal static class FieldFigures
{
    /// <summary>`t = 0.5`</summary>
    public static string AtTime(double t) => $"t = {t.ToString("G4", CultureInfo.InvariantCulture)}";

    /// <summary>The figure of a field at several times, or of several fields.</summary>
    /// <param name="name">Of the file.</param>
    /// <param name="title">Above the figure.</param>
    /// <param name="label">Beside the vertical axis of curves; the title where it is empty.</param>
    /// <param name="axes">The axes of the domain.</param>
    /// <param name="shown">Labels, what <see cref="Seen"/> leaves of edges and values, and what is prescribed at the ends of a single axis.</param>
    public static FigureData Of(string name, string title, string label, Seq<AxisModel> axes, IReadOnlyList<(string Label, Seq<double[]> Axes, double[] Values, (double?, double?) Ends)> shown)
    {
        if (axes.Count == 1)
            return new FigureData(name, title, axes[0].Name, label.Length > 0 ? label : name, false, true,
                [.. shown.Select(s => new Curve(s.Label, s.Axes[0], s.Values, CurveStyle.Steps) { Ends = s.Ends })]);
        var slice = axes.Count == 3 ? string.Create(CultureInfo.InvariantCulture, $", {axes[2].Name} = {0.5 * (axes[2].Low + axes[2].High):G4}") : "";
        return new FigureData(name, title + slice, axes[0].Name, axes[1].Name, false, true, [])
        {
            Maps = [.. shown.Select(s => new FieldMap(s.Label, s.Axes[0], s.Axes[1], s.Values))],
        };
    }

    /// <summary>What is kept of a field to be drawn: in three dimensions the slice through the middle of the last axis, else all.</summary>
    public static (Seq<double[]> Axes, double[] Values) Seen(Seq<double[]> axes, double[] values) =>
        axes.Count == 3 ? ([axes[0], axes[1]], Middle(axes, values)) : (axes, values);

    private static double[] Middle(Seq<double[]> axes, double[] values)
    {
        var (rows, depth) = ((axes[0].Length - 1) * (axes[1].Length - 1), axes[2].Length - 1);
        var slice = new double[rows];
        for (var i = 0; i < rows; i++)
            slice[i] = depth % 2 == 1 ? values[i * depth + depth / 2] : 0.5 * (values[i * depth + depth / 2 - 1] + values[i * depth + depth / 2]);
        return slice;
    }
}
