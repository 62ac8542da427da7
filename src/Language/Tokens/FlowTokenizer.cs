using System.Text;
using Flows.Language.Text;
using Superpower;
using Superpower.Model;

namespace Flows.Language.Tokens;

/// <summary>Cuts a text into tokens. Never fails: what begins no token is a token of its own, reported by <see cref="TokenChecks"/>.</summary>
public sealed class FlowTokenizer : Tokenizer<TokenKind>
{
    /// <summary>The only instance that is needed.</summary>
    public static FlowTokenizer Instance { get; } = new();

    /// <summary>The tokens of a text, documentation comments among them.</summary>
    public static Token<TokenKind>[] TokensOf(string text) => TokensOf(text, new SourceSpan(0, text.Length));

    /// <summary>The tokens of a file of a text, documentation comments among them; their offsets count from the start of the text.</summary>
    public static Token<TokenKind>[] TokensOf(string text, SourceSpan file)
    {
        var tokens = new List<Token<TokenKind>>(file.Length / 4);
        foreach (var result in Instance.Tokenize(new TextSpan(text, new Position(file.Start, 1, 1), file.Length)))
            tokens.Add(new Token<TokenKind>(result.Value, result.Location.Until(result.Remainder)));
        return [.. tokens];
    }

    /// <inheritdoc/>
    protected override IEnumerable<Result<TokenKind>> Tokenize(TextSpan span)
    {
        var rest = span.Skip(Trivia.Length(span.AsReadOnlySpan()));
        while (!rest.IsAtEnd)
        {
            var (kind, length) = Scan(rest.AsReadOnlySpan());
            var next = rest.Skip(length);
            yield return Result.Value(kind, rest, next);
            rest = next.Skip(Trivia.Length(next.AsReadOnlySpan()));
        }
    }

    private static (TokenKind Kind, int Length) Scan(ReadOnlySpan<char> text)
    {
        var first = text[0];
        var second = text.Length > 1 ? text[1] : '\0';
        if (char.IsAsciiDigit(first) || (first == '.' && char.IsAsciiDigit(second)))
            return NumberScanner.Scan(text);
        if (Symbols.KindOf(first) is not TokenKind.None and var symbol)
            return (symbol, 1);
        var name = NameLength(text);
        if (name > 0)
            return (Words.KindOf(text[..name]), name);
        return first switch
        {
            '"' => ScanString(text),
            '(' when second == '*' => (TokenKind.UnterminatedComment, text.Length),
            '/' when second == '/' => (TokenKind.DocComment, Trivia.LineLength(text)),
            _ => ScanOperator(text, first, second),
        };
    }

    private static (TokenKind Kind, int Length) ScanOperator(ReadOnlySpan<char> text, char first, char second) =>
        (first, second) switch
        {
            ('=', '=') => (TokenKind.ForeignOperator, text.StartsWith("===") ? 3 : 2),
            ('!', '=') => (TokenKind.ForeignOperator, text.StartsWith("!==") ? 3 : 2),
            ('&', '&') or ('|', '|') or ('=', '<') or ('=', '>') or (':', '=') => (TokenKind.ForeignOperator, 2),
            ('|', '>') => (TokenKind.Pipe, 2),
            ('-', '>') => (TokenKind.Arrow, 2),
            ('*', '*') => (TokenKind.Caret, 2),
            ('<', '>') => (TokenKind.NotEqual, 2),
            ('<', '=') => (TokenKind.LessOrEqual, 2),
            ('>', '=') => (TokenKind.GreaterOrEqual, 2),
            ('.', '.') => (TokenKind.Range, 2),
            ('(', _) => (TokenKind.LeftParenthesis, 1),
            (')', _) => (TokenKind.RightParenthesis, 1),
            ('[', _) => (TokenKind.LeftBracket, 1),
            (']', _) => (TokenKind.RightBracket, 1),
            ('{', _) => (TokenKind.LeftBrace, 1),
            ('}', _) => (TokenKind.RightBrace, 1),
            ('|', _) => (TokenKind.Bar, 1),
            (',', _) => (TokenKind.Comma, 1),
            (';', _) => (TokenKind.Semicolon, 1),
            (':', _) => (TokenKind.Colon, 1),
            ('~', _) => (TokenKind.Tilde, 1),
            ('.', _) => (TokenKind.Point, 1),
            ('\'', _) => (TokenKind.Prime, 1),
            ('=', _) => (TokenKind.Equal, 1),
            ('<', _) => (TokenKind.Less, 1),
            ('>', _) => (TokenKind.Greater, 1),
            ('+', _) => (TokenKind.Plus, 1),
            ('-', _) => (TokenKind.Minus, 1),
            ('*', _) => (TokenKind.Star, 1),
            ('/', _) => (TokenKind.Slash, 1),
            ('^', _) => (TokenKind.Caret, 1),
            _ => (TokenKind.Unknown, char.IsHighSurrogate(first) && char.IsLowSurrogate(second) ? 2 : 1),
        };

    private static (TokenKind Kind, int Length) ScanString(ReadOnlySpan<char> text)
    {
        for (var at = 1; at < text.Length && text[at] is not ('\n' or '\r'); at++)
        {
            if (text[at] == '"')
                return (TokenKind.QuotedString, at + 1);
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is not ('\n' or '\r'))
                at++;
        }
        return (TokenKind.UnterminatedString, text[..Trivia.LineLength(text)].TrimEnd().Length);
    }

    /// <summary>The length of the identifier at the start of a text; 0 if there is none.</summary>
    private static int NameLength(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] == '_' || char.IsAsciiLetter(text[at]) || (at > 0 && IsDigit(text[at])))
                at++;
            else if (Symbols.KindOf(text[at]) == TokenKind.None && LetterLength(text[at..]) is > 0 and var length)
                at += length;
            else
                break;
        }
        return at;
    }

    private static bool IsDigit(char c) => char.IsAsciiDigit(c) || c is >= '₀' and <= '₉';

    private static int LetterLength(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out var rune, out var length) == System.Buffers.OperationStatus.Done && Rune.IsLetter(rune)
            ? length
            : 0;
}
