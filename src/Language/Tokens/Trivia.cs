namespace Flows.Language.Tokens;

/// <summary>What stands between tokens: white space and comments. A documentation comment is a token.</summary>
internal static class Trivia
{
    /// <summary>The length of the white space and comments at the start of a text; an unclosed comment is not one of them.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
                at++;
            else if (CommentLength(text[at..]) is > 0 and var length)
                at += length;
            else
                break;
        }
        return at;
    }

    /// <summary>The length of the comment that begins here; 0 if none does, or if it is never closed.</summary>
    public static int CommentLength(ReadOnlySpan<char> text) =>
        text.StartsWith("//") && !IsDoc(text) ? LineLength(text)
        : text.StartsWith("(*") ? NestedLength(text)
        : 0;

    /// <summary>The number of characters up to the end of the line.</summary>
    public static int LineLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('\n');
        return end < 0 ? text.Length : end;
    }

    private static bool IsDoc(ReadOnlySpan<char> text) => text.StartsWith("///") && !text.StartsWith("////");

    private static int NestedLength(ReadOnlySpan<char> text)
    {
        var depth = 0;
        var at = 0;
        while (at + 1 < text.Length)
        {
            if (text[at] == '(' && text[at + 1] == '*')
                (depth, at) = (depth + 1, at + 2);
            else if (text[at] == '*' && text[at + 1] == ')')
                (depth, at) = (depth - 1, at + 2);
            else
                at++;
            if (depth == 0)
                return at;
        }
        return 0;
    }
}
