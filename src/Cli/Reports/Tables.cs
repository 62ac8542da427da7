using System.Globalization;
using Flows.Cli.Terminals;
using Spectre.Console;

namespace Flows.Cli.Reports;

/// <summary>Tables on the output: as wide as a terminal, else wide enough for their notes.</summary>
internal static class Tables
{
    /// <summary>Columns where nobody sees the output: notes are not broken there.</summary>
    private const int Unseen = 200;

    /// <summary>A table with a heading.</summary>
    public static Table With(params ReadOnlySpan<string> columns)
    {
        var table = new Table { Border = TableBorder.Simple, UseSafeBorder = true };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(Cell(column)) { NoWrap = column is not "note" });
        return table;
    }

    /// <summary>A cell of plain text.</summary>
    public static Text Cell(string text) => new(text);

    /// <summary>A number with three digits.</summary>
    public static string Rough(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>Writes a table to the output.</summary>
    public static void Write(Table table, Terminal terminal)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = terminal.OutputInk.On ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.OutputInk.On ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = terminal.OutputWidth ?? Unseen;
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);
        foreach (var line in text.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            if (line.TrimEnd() is { Length: > 0 } used)
                terminal.Output.Write(used + "\n");
    }
}
