using System.Globalization;
using System.Text;

namespace Flows.Language.Tokens;

/// <summary>Strings as written and as meant.</summary>
public static class StringEscapes
{
    /// <summary>Reads a string token with its quotes.</summary>
    /// <param name="written">The token, from quote to quote.</param>
    /// <param name="value">The characters it stands for.</param>
    /// <returns>Null, or the offset and length of the first escape that stands for nothing.</returns>
    public static (int Start, int Length)? Read(ReadOnlySpan<char> written, out string value)
    {
        var inner = written[1..^1];
        value = inner.ToString();
        if (!inner.Contains('\\'))
            return null;
        var text = new StringBuilder(inner.Length);
        for (var at = 0; at < inner.Length;)
        {
            if (inner[at] != '\\')
            {
                text.Append(inner[at++]);
                continue;
            }
            var length = Escape(inner[at..], text);
            if (length < 0)
                return (at + 1, -length);
            at += length;
        }
        value = text.ToString();
        return null;
    }

    /// <summary>A string as it is written, with quotes and escapes.</summary>
    public static string Write(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                _ when char.IsControl(c) => string.Create(CultureInfo.InvariantCulture, $"\\u{{{(int)c:X}}}"),
                _ => c.ToString(),
            });
        return text.Append('"').ToString();
    }

    /// <summary>Appends what an escape stands for; returns its length, negative if it stands for nothing.</summary>
    private static int Escape(ReadOnlySpan<char> text, StringBuilder into)
    {
        switch (text.Length > 1 ? text[1] : '\0')
        {
            case '"' or '\\':
                into.Append(text[1]);
                return 2;
            case 'n':
                into.Append('\n');
                return 2;
            case 't':
                into.Append('\t');
                return 2;
            case 'u':
                return Unicode(text, into);
            default:
                return -Math.Min(2, text.Length);
        }
    }

    private static int Unicode(ReadOnlySpan<char> text, StringBuilder into)
    {
        var close = text.IndexOf('}');
        if (text.Length < 3 || text[2] != '{' || close is < 4 or > 11)
            return -2;
        if (!int.TryParse(text[3..close], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || !Rune.IsValid(code))
            return -(close + 1);
        into.Append(new Rune(code).ToString());
        return close + 1;
    }
}
