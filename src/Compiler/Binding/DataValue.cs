using Flows.Language;

namespace Flows.Compiler.Binding;

/// <summary>A table of numbers under a name: what `data` declares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">One array a coordinate of a row, all of one length.</param>
public sealed record DataValue(string Name, Seq<double[]> Columns) : Value
{
    /// <summary>The number of rows.</summary>
    public int Rows => Columns[0].Length;

    /// <summary>The names of the coordinates of a row: the data's own for one column, else numbered from 1.</summary>
    public Seq<string> Axes => Columns.Count == 1
        ? [Name]
        : [.. Enumerable.Range(1, Columns.Count).Select(i => Name + i.ToString(System.Globalization.CultureInfo.InvariantCulture))];
}
