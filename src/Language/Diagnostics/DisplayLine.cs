using System.Text;

namespace Flows.Language.Diagnostics;

/// <summary>A source line as a terminal shows it: tabs expanded, control characters replaced, long lines cut.</summary>
internal sealed class DisplayLine
{
    private const int LongestLine = 200;
    private const int Window = 160;
    private const int TabWidth = 4;

    private readonly int[] _columns;

    private DisplayLine(string text, int[] columns) => (Text, _columns) = (text, columns);

    /// <summary>What is shown.</summary>
    public string Text { get; }

    /// <summary>The column, from 0, at which a character of the line is shown; the nearest one if it is cut away.</summary>
    public int ColumnOf(int index) => _columns[Math.Clamp(index, 0, _columns.Length - 1)];

    /// <summary>Prepares a line; if it is long, the part around an index.</summary>
    public static DisplayLine Of(string line, int around)
    {
        var (first, last) = (0, line.Length);
        if (line.Length > LongestLine)
        {
            first = Math.Clamp(around - Window / 2, 0, line.Length - Window);
            last = first + Window;
        }
        if (first > 0 && char.IsLowSurrogate(line[first]))
            first++;
        if (last < line.Length && char.IsLowSurrogate(line[last]))
            last--;
        var text = new StringBuilder(first > 0 ? "…" : "");
        var column = text.Length;
        var columns = new int[line.Length + 1];
        for (var at = first; at < last;)
        {
            Rune.DecodeFromUtf16(line.AsSpan(at), out var rune, out var length);
            columns.AsSpan(at, length).Fill(column);
            var width = WidthOf(rune);
            text.Append(rune.Value == '\t' ? new string(' ', TabWidth) : Rune.IsControl(rune) ? "�" : rune.ToString());
            column += width;
            at += length;
        }
        columns.AsSpan(last).Fill(column);
        if (first > 0)
            columns.AsSpan(0, first).Clear();
        return new DisplayLine(last < line.Length ? text.Append('…').ToString() : text.ToString(), columns);
    }

    private static int WidthOf(Rune rune) => rune.Value switch
    {
        '\t' => TabWidth,
        _ when Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.EnclosingMark or System.Globalization.UnicodeCategory.Format => 0,
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
            or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) => 2,
        _ => 1,
    };
}
