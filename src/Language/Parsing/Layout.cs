using Flows.Language.Diagnostics;
using Flows.Language.Tokens;
using Superpower.Model;

namespace Flows.Language.Parsing;

/// <summary>Splits a program into its declarations by their columns.</summary>
internal static class Layout
{
    /// <summary>The declarations in order, and an error for each that does not begin in column 1.</summary>
    public static Checked<List<Chunk>> Split(ReadOnlySpan<Token<TokenKind>> tokens)
    {
        var chunks = new List<Chunk>();
        var errors = new List<Diagnostic>();
        var current = new List<Token<TokenKind>>();
        var above = new List<string>();
        var docs = new List<string>();
        var depth = 0;
        var docEnd = 0;
        foreach (var token in tokens)
        {
            if (token.Kind == TokenKind.DocComment)
            {
                var trails = current.Count > 0 && token.Position.Line == current[0].Position.Line;
                if (above.Count > 0 && HasBlankLine(token, docEnd))
                    above.Clear();
                (trails ? docs : above).Add(TextOf(token));
                docEnd = token.Position.Absolute + token.Span.Length;
                continue;
            }
            var begins = current.Count == 0 || (token.Position.Column == 1 && !Brackets.IsCloser(token.Kind));
            if (begins || IsIndentedDeclaration(token, current[^1], depth))
            {
                if (current.Count > 0)
                    chunks.Add(new Chunk([.. current], Join(docs)));
                // What a blank line parts from a declaration is about the file.
                if (above.Count > 0 && HasBlankLine(token, docEnd))
                    above.Clear();
                if (token.Position.Column > 1 && errors.Count < FlowParser.MostErrors)
                    errors.Add(GrammarErrors.Indented(Words.SpanOf(token), token.ToStringValue()));
                current.Clear();
                depth = 0;
                (docs, above) = (above, docs);
            }
            above.Clear();
            depth += Opens(token.Kind);
            current.Add(token);
        }
        if (current.Count > 0)
            chunks.Add(new Chunk([.. current], Join(docs)));
        return new(chunks, [.. errors]);
    }

    /// <summary>A line that begins with a word that begins nothing but declarations, outside all brackets.</summary>
    private static bool IsIndentedDeclaration(Token<TokenKind> token, Token<TokenKind> before, int depth) =>
        depth <= 0 && Words.OpensDeclaration(token.Kind) && token.Position.Line > before.Position.Line;

    // Between a place and a token; the lines that they stand on are not blank.
    private static bool HasBlankLine(Token<TokenKind> token, int from) =>
        token.Span.Source![from..token.Position.Absolute].Split('\n') is { Length: > 2 } lines && lines[1..^1].Any(string.IsNullOrWhiteSpace);

    private static int Opens(TokenKind kind) => kind switch
    {
        TokenKind.LeftParenthesis or TokenKind.LeftBracket or TokenKind.LeftBrace => 1,
        TokenKind.RightParenthesis or TokenKind.RightBracket or TokenKind.RightBrace => -1,
        _ => 0,
    };

    private static string TextOf(Token<TokenKind> doc)
    {
        var text = doc.Span.AsReadOnlySpan()[3..].TrimEnd();
        return (text.StartsWith(" ") ? text[1..] : text).ToString();
    }

    private static string? Join(List<string> docs) => docs.Count == 0 ? null : string.Join('\n', docs);
}
