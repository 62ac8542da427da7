namespace Flows.Runtime.Results;

/// <summary>A growing table: the first column is the time, the second the step size. NaN marks a quantity not recorded at a time.</summary>
public sealed class Series
{
    private readonly List<double[]> _rows = [];
    private readonly HashSet<(int Row, int Column)> _undefined = [];
    private readonly Dictionary<int, NotFiniteValue> _notFinite = [];

    /// <summary>An empty table.</summary>
    /// <param name="columns">Column names; `t` and `dt` first.</param>
    public Series(IReadOnlyList<string> columns) => Columns = columns;

    /// <summary>Column names.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Rows in order of time; each as long as <see cref="Columns"/>.</summary>
    public IReadOnlyList<double[]> Rows => _rows;

    /// <summary>The columns that hold a value that is not finite, each with the first.</summary>
    public IEnumerable<NotFiniteValue> NotFinite => _notFinite.OrderBy(p => p.Key).Select(p => p.Value);

    /// <summary>Whether a value was recorded and is not a number; else a NaN there was not recorded.</summary>
    public bool IsUndefined(int row, int column) => _undefined.Contains((row, column));

    /// <summary>Says of the row that is appended next that a value in it was recorded and is not finite.</summary>
    public void MarkNotFinite(int column, double time, double value)
    {
        _notFinite.TryAdd(column, new NotFiniteValue(Columns[column], time, value));
        if (double.IsNaN(value))
            _undefined.Add((_rows.Count, column));
    }

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
