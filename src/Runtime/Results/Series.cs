namespace Flows.Runtime.Results;

/// <summary>A growing table: the first column is the time, the second the step size. NaN marks a quantity not recorded at a time.</summary>
public sealed class Series
{
    private readonly List<double[]> _rows = [];

    /// <summary>An empty table.</summary>
    /// <param name="columns">Column names; `t` and `dt` first.</param>
    public Series(IReadOnlyList<string> columns) => Columns = columns;

    /// <summary>Column names.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Rows in order of time; each as long as <see cref="Columns"/>.</summary>
    public IReadOnlyList<double[]> Rows => _rows;

    /// <summary>Appends a row; the array is kept.</summary>
    public void Add(double[] row) => _rows.Add(row);

    /// <summary>The values of one column.</summary>
    public double[] Column(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i] == name)
                return [.. _rows.Select(row => row[i])];
        throw new ArgumentException($"no column `{name}`", nameof(name));
    }
}
