using Flows.Language.Diagnostics;
using Flows.Language.Text;
using Superpower.Model;

namespace Flows.Language.Tokens;

/// <summary>Finds the tokens that are wrong by themselves.</summary>
public static class TokenChecks
{
    /// <summary>The errors of the tokens, in their order, at most as many as asked for.</summary>
    public static List<Diagnostic> Check(ReadOnlySpan<Token<TokenKind>> tokens, int most)
    {
        var found = new List<Diagnostic>();
        for (var i = 0; i < tokens.Length && found.Count < most; i++)
            if (Check(tokens[i], i > 0 ? tokens[i - 1] : default) is { } diagnostic)
                found.Add(diagnostic);
        return found;
    }

    private static Diagnostic? Check(Token<TokenKind> token, Token<TokenKind> before)
    {
        var at = Words.SpanOf(token);
        var text = token.Span.AsReadOnlySpan();
        return token.Kind switch
        {
            TokenKind.Unknown => TextErrors.UnknownCharacter(at, text.ToString(), Symbols.MeantBy(text.ToString())),
            TokenKind.ForeignOperator => TextErrors.ForeignOperator(at, text.ToString()),
            TokenKind.UnterminatedComment =>
                TextErrors.UnclosedComment(new SourceSpan(at.Start, 2), text.TrimEnd().Count('\n') + 1),
            TokenKind.UnterminatedString => TextErrors.UnclosedString(at),
            TokenKind.MalformedNumber when text[^1] == '.' => TextErrors.NumberEndsInPoint(at, text[..^1].ToString()),
            TokenKind.MalformedNumber => TextErrors.MisplacedUnderscore(at),
            TokenKind.Number when NumberScanner.IsExtreme(text) => TextErrors.ExtremeNumber(at),
            TokenKind.Number when text[0] == '.' && Touches(before, token) => TextErrors.NumberTouches(at, text.ToString()),
            TokenKind.QuotedString when StringEscapes.Read(text, out _) is var (start, length) =>
                TextErrors.UnknownEscape(new SourceSpan(at.Start + start, length), text.Slice(start, length).ToString()),
            _ => null,
        };
    }

    private static bool Touches(Token<TokenKind> before, Token<TokenKind> token) =>
        before.Kind is TokenKind.Name or TokenKind.Number or TokenKind.RightParenthesis or TokenKind.RightBracket or TokenKind.Prime
            or TokenKind.Superscript
        && Words.SpanOf(before).End == token.Position.Absolute;
}
