using System.Buffers;
using System.Globalization;
using System.Text;
using Flows.Runtime.Results;

namespace Flows.Runtime.Outputs;

/// <summary>`observables.csv`: one row a recorded time, one column a quantity.</summary>
/// <remarks>
/// RFC 4180: comma, CRLF, quotes where a name holds a comma or a quote. Numbers have a decimal point and as many
/// digits as bring back the same double; an empty cell is a quantity that was not recorded then, `nan` one that had no value.
/// </remarks>
public sealed class CsvOutput : IOutput
{
    private const string FileName = "observables.csv";

    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    /// <inheritdoc/>
    public string Name => "csv";

    /// <inheritdoc/>
    public void Write(RunResult result, string folder) =>
        AtomicFile.Write(Path.Combine(folder, FileName), stream => WriteTable(result.Series, stream));

    private static void WriteTable(Series series, Stream stream)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        text.Write(string.Join(',', series.Columns.Select(Quoted)));
        text.Write("\r\n");
        Span<char> digits = stackalloc char[40];
        for (var r = 0; r < series.Rows.Count; r++)
        {
            var row = series.Rows[r];
            for (var i = 0; i < row.Length; i++)
            {
                if (i > 0)
                    text.Write(',');
                text.Write(series.IsUndefined(r, i) ? "nan" : Format(row[i], digits));
            }
            text.Write("\r\n");
        }
    }

    private static ReadOnlySpan<char> Format(double value, Span<char> digits)
    {
        if (double.IsNaN(value))
            return [];
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";
        value.TryFormat(digits, out var length, "R", CultureInfo.InvariantCulture);
        return digits[..length];
    }

    private static string Quoted(string name) =>
        name.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;
}
