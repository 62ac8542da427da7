using System.Runtime.InteropServices;
using Flows.Language.Diagnostics;
using Superpower.Model;

namespace Flows.Language.Tokens;

/// <summary>Matches brackets, and tells the bars that open a norm from those that close one.</summary>
public static class Brackets
{
    /// <summary>The deepest nesting, of brackets and of expressions.</summary>
    public const int DeepestNesting = 256;

    /// <summary>Resolves the bars of one declaration: a bar closes a norm exactly if the innermost open bracket is a norm.</summary>
    /// <returns>The tokens, each Bar now NormOpen or NormClose; or the first error.</returns>
    public static Checked<Token<TokenKind>[]> Resolve(ReadOnlySpan<Token<TokenKind>> tokens)
    {
        var resolved = tokens.ToArray();
        var open = new Stack<int>();
        for (var i = 0; i < resolved.Length; i++)
        {
            ref var token = ref resolved[i];
            if (token.Kind == TokenKind.Bar)
                token = new Token<TokenKind>(InNorm(resolved, open) ? TokenKind.NormClose : TokenKind.NormOpen, token.Span);
            if (CloserOf(token.Kind) != TokenKind.None)
                open.Push(i);
            else if (IsCloser(token.Kind) && Close(resolved, open, token) is { } error)
                return new(null, [error]);
            if (open.Count > DeepestNesting)
                return new(null, [GrammarErrors.TooDeep(Words.SpanOf(token))]);
        }
        return open.Count == 0 ? new(resolved, []) : new(null, [Unclosed(resolved, open.Peek(), resolved.Length)]);
    }

    /// <summary>Whether a kind closes a bracket (a norm's bar counts only once it is resolved).</summary>
    public static bool IsCloser(TokenKind kind) =>
        kind is TokenKind.RightParenthesis or TokenKind.RightBracket or TokenKind.RightBrace or TokenKind.NormClose;

    private static bool InNorm(Token<TokenKind>[] tokens, Stack<int> open) =>
        open.TryPeek(out var innermost) && tokens[innermost].Kind == TokenKind.NormOpen;

    private static TokenKind CloserOf(TokenKind opener) => opener switch
    {
        TokenKind.LeftParenthesis => TokenKind.RightParenthesis,
        TokenKind.LeftBracket => TokenKind.RightBracket,
        TokenKind.LeftBrace => TokenKind.RightBrace,
        TokenKind.NormOpen => TokenKind.NormClose,
        _ => TokenKind.None,
    };

    private static Diagnostic? Close(Token<TokenKind>[] tokens, Stack<int> open, Token<TokenKind> closer)
    {
        if (!open.TryPop(out var innermost))
            return GrammarErrors.NothingToClose(Words.SpanOf(closer), closer.ToStringValue());
        var opener = tokens[innermost];
        if (CloserOf(opener.Kind) == closer.Kind)
            return null;
        return opener.Kind == TokenKind.NormOpen
            ? Unclosed(tokens, innermost, tokens.Length)
            : GrammarErrors.WrongCloser(
                Words.SpanOf(closer), closer.ToStringValue(), Words.SpanOf(opener), opener.ToStringValue(), Shown(CloserOf(opener.Kind)));
    }

    private static Diagnostic Unclosed(Token<TokenKind>[] tokens, int at, int end)
    {
        var opener = tokens[at];
        if (opener.Kind != TokenKind.NormOpen)
            return GrammarErrors.Unclosed(Words.SpanOf(opener), opener.ToStringValue(), Shown(CloserOf(opener.Kind)));
        var pipe = MemoryMarshal.ToEnumerable<Token<TokenKind>>(tokens.AsMemory(at, end - at))
            .FirstOrDefault(t => t.Kind == TokenKind.Pipe);
        return GrammarErrors.UnclosedNorm(Words.SpanOf(opener), pipe.Kind == TokenKind.Pipe ? Words.SpanOf(pipe) : null);
    }

    private static string Shown(TokenKind closer) => closer switch
    {
        TokenKind.RightParenthesis => ")",
        TokenKind.RightBracket => "]",
        TokenKind.RightBrace => "}",
        _ => "|",
    };
}
