using System.Text;

namespace Flows.Testing;

/// <summary>One line of a table: what is given, what is to come of it, and under which declarations.</summary>
/// <param name="Given">Left of the arrow.</param>
/// <param name="Expected">Right of the arrow; empty while it was never blessed.</param>
/// <param name="Prelude">The declarations above it, one a line.</param>
/// <param name="Dimension">Of space.</param>
public sealed record TableRow(string Given, string Expected, string Prelude, int Dimension)
{
    /// <inheritdoc/>
    public override string ToString() => Given;
}

/// <summary>
/// Tables under tests/Golden/tables: `given ⇶ expected`, a case a line; `#` starts a comment; lines that begin with `let`, `param` or
/// `open` are declarations for the cases below, `dimension 2` sets that of space.
/// </summary>
public static class GoldenTable
{
    private const string Arrow = "⇶";

    /// <summary>The cases of a table.</summary>
    public static IEnumerable<TableRow> Rows(string name)
    {
        var prelude = new StringBuilder();
        var dimension = 1;
        foreach (var line in File.ReadLines(PathOf(name)))
        {
            if (IsDeclaration(line))
                prelude.Append(line).Append('\n');
            else if (line.StartsWith("dimension ", StringComparison.Ordinal))
                dimension = line[^1] - '0';
            else if (IsCase(line))
                yield return new TableRow(Given(line), line.Split(Arrow).ElementAtOrDefault(1)?.Trim() ?? "", prelude.ToString(), dimension);
        }
    }

    /// <summary>Compares every case with its answer, or rewrites the table (FLOWC_BLESS=1).</summary>
    public static void Check(string name, Func<TableRow, string> answer)
    {
        var rows = new Queue<TableRow>(Rows(name));
        var lines = File.ReadAllLines(PathOf(name));
        var width = rows.Select(r => r.Given.Length).Where(n => n <= 60).DefaultIfEmpty(0).Max();
        Golden.Check(PathOf(name), string.Concat(lines.Select(line => (IsCase(line) ? $"{Given(line).PadRight(width)} {Arrow} {answer(rows.Dequeue())}" : line.TrimEnd()) + "\n")));
    }

    private static string PathOf(string name) => Path.Combine(Golden.Folder, "tables", name);

    private static string Given(string line) => line.Split(Arrow)[0].Trim();

    private static bool IsDeclaration(string line) => line.StartsWith("let ", StringComparison.Ordinal)
        || line.StartsWith("param ", StringComparison.Ordinal) || line.StartsWith("open ", StringComparison.Ordinal);

    private static bool IsCase(string line) =>
        line.Trim().Length > 0 && line[0] != '#' && !IsDeclaration(line) && !line.StartsWith("dimension ", StringComparison.Ordinal);
}
