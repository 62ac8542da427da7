using Flows.Language.Diagnostics;
using Flows.Language.Tokens;
using Superpower.Model;

namespace Flows.Language.Parsing;

/// <summary>Says what is wrong with a token that fits nowhere.</summary>
internal static class Leftovers
{
    /// <summary>A token behind a complete expression.</summary>
    /// <param name="state">The tokens.</param>
    /// <param name="rest">The input that begins with it.</param>
    /// <param name="within">The bracket or keyword that it stands within; None for a whole declaration.</param>
    public static Diagnostic Of(ParseState state, TokenList<TokenKind> rest, TokenKind within = TokenKind.None)
    {
        var token = state.Peek(rest);
        var at = state.Place(rest);
        if (token.Kind == TokenKind.None)
            return GrammarErrors.NoExpression(at, null);
        if (PostfixParser.Begins(token.Kind) && !Words.IsClause(token) && rest.Position > 0)
            return GrammarErrors.SideBySide(at, Words.SpanOf(state.Before(rest)), state.IsOnLine(rest), Meant(token.ToStringValue()));
        return GrammarErrors.Leftover(at, token.ToStringValue(), HelpFor(token, within));
    }

    /// <summary>A token where an expression was to begin.</summary>
    public static Diagnostic NoExpression(ParseState state, TokenList<TokenKind> input)
    {
        var token = state.Peek(input);
        var at = state.Place(input);
        return token.Kind switch
        {
            TokenKind.None => GrammarErrors.NoExpression(at, null),
            TokenKind.Plus => GrammarErrors.NoExpression(at, "+", "a number is positive without a sign"),
            TokenKind.LeftBrace => GrammarErrors.NoExpression(at, "{", "a record stands only after a metric, a method or `over`"),
            TokenKind.Not => GrammarErrors.NoExpression(at, "not", "put the condition in parentheses: `(not a)`"),
            TokenKind.Range => GrammarErrors.NoExpression(at, "..", "a range is written `[first .. last]` or `[first .. step .. last]`"),
            _ when Words.IsReserved(token.Kind) && token.Kind is not (TokenKind.Then or TokenKind.Else or TokenKind.And or TokenKind.Or) =>
                GrammarErrors.ReservedWord(at, token.ToStringValue()),
            _ => GrammarErrors.NoExpression(at, token.ToStringValue()),
        };
    }

    // Words that are likely written where another language would have them.
    private static string? Meant(string word) => word switch
    {
        "periodic" or "radial" => $"`{word}` stands before an interval: `{word} [0, 1]`",
        "mobility" or "alpha" or "reaction" => $"options stand in braces: `{{ {word} = … }}`",
        "tau" or "dt" or "rtol" or "atol" or "tol" => $"options stand in braces behind the method: `{{ {word} = … }}`",
        _ => null,
    };

    private static string? HelpFor(Token<TokenKind> token, TokenKind within) => token.Kind switch
    {
        TokenKind.Fun or TokenKind.If or TokenKind.Integral => $"put it in parentheses: `({token.ToStringValue()} …)`",
        TokenKind.Let or TokenKind.Draw => "begin a local definition on a line of its own, or put it in parentheses",
        TokenKind.Range when within == TokenKind.LeftParenthesis => "a range is written in brackets: `[0 .. 1]`",
        TokenKind.Semicolon when within is TokenKind.LeftParenthesis or TokenKind.LeftBracket => "separate arguments by `,`",
        TokenKind.Semicolon => "declarations end with their line: take it away",
        TokenKind.Prime => "a prime stands directly after its name, without a space: `u'`",
        TokenKind.Point => "a component is written without a space: `q.x`",
        TokenKind.And => "separate conditions by `,`",
        TokenKind.Pipe => "put the expression in parentheses: `(a |> f)`",
        TokenKind.Then or TokenKind.Else => "write `if c then a else b`",
        TokenKind.LeftBrace => "options stand after the metric or the method: `in L2 { mobility = 2 }`",
        TokenKind.Name when Words.IsClause(token) => $"to apply a function to something named so, write `f({token.ToStringValue()})`",
        _ => null,
    };
}
