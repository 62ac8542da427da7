using Flows.Language.Syntax;
using Flows.Language.Tokens;
using Superpower.Model;

namespace Flows.Language.Parsing;

/// <summary>Atoms: numbers, names, strings, and what stands in brackets.</summary>
internal sealed class AtomParser(ParseState state, ExpressionParser expressions) : ParserParts(state)
{
    /// <summary>An atom; an error where none begins.</summary>
    public TokenListParserResult<TokenKind, Measured> Atom(TokenList<TokenKind> input)
    {
        var token = State.Peek(input);
        var at = State.Place(input);
        switch (token.Kind)
        {
            case TokenKind.Name:
                return Take(input, new Measured(new NameSyntax(Words.NameOf(token), at), 1));
            case TokenKind.Number:
                return Take(input, new Measured(new NumberSyntax(NumberScanner.Canonical(token.Span.AsReadOnlySpan()), at), 1));
            case TokenKind.QuotedString:
                StringEscapes.Read(token.Span.AsReadOnlySpan(), out var value);
                return Take(input, new Measured(new StringSyntax(value, at), 1));
            case TokenKind.LeftParenthesis:
                return Parenthesis(input);
            case TokenKind.LeftBracket:
                return List(input);
            case TokenKind.NormOpen:
                return Norm(input);
            default:
                return State.Fail<Measured>(input, Leftovers.NoExpression(State, input));
        }
    }

    /// <summary>One or more expressions with separators between them; ends before the closing token.</summary>
    public TokenListParserResult<TokenKind, List<Measured>> Items(
        TokenList<TokenKind> input, TokenKind closer, Func<TokenKind, bool> isSeparator)
    {
        var items = new List<Measured>();
        for (var rest = input; ; rest = Skip(rest))
        {
            var item = expressions.Inner(rest);
            if (!item.HasValue)
                return TokenListParserResult.CastEmpty<TokenKind, Measured, List<Measured>>(item);
            items.Add(item.Value);
            rest = item.Remainder;
            if (State.Peek(rest).Kind == closer || (items.Count == 1 && State.Peek(rest).Kind == TokenKind.Range))
                return TokenListParserResult.Value(items, input, rest);
            if (!isSeparator(State.Peek(rest).Kind))
                return State.Fail<List<Measured>>(rest, Leftovers.Of(
                    State, rest, closer == TokenKind.RightBracket ? TokenKind.LeftBracket : TokenKind.LeftParenthesis));
        }
    }

    private TokenListParserResult<TokenKind, Measured> Parenthesis(TokenList<TokenKind> input)
    {
        var items = Items(Skip(input), TokenKind.RightParenthesis, kind => kind == TokenKind.Comma);
        if (!items.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, List<Measured>, Measured>(items);
        if (State.Peek(items.Remainder).Kind == TokenKind.Range)
            return State.Fail<Measured>(items.Remainder, Leftovers.Of(State, items.Remainder, TokenKind.LeftParenthesis));
        var end = Skip(items.Remainder);
        var span = State.Span(input, end);
        ExprSyntax tree = items.Value is [var only]
            ? new ParenthesisSyntax(only.Tree, span)
            : new TupleSyntax([.. items.Value.Select(i => i.Tree)], span);
        return State.Done(new(tree, 1 + items.Value.Max(i => i.Height)), input, end);
    }

    private TokenListParserResult<TokenKind, Measured> Norm(TokenList<TokenKind> input)
    {
        var inner = expressions.Inner(Skip(input));
        if (!inner.HasValue)
            return inner;
        if (State.Peek(inner.Remainder).Kind != TokenKind.NormClose)
            return State.Fail<Measured>(inner.Remainder, Leftovers.Of(State, inner.Remainder, TokenKind.NormOpen));
        var end = Skip(inner.Remainder);
        return State.Done(new(new NormSyntax(inner.Value.Tree, State.Span(input, end)), inner.Value.Height + 1), input, end);
    }

    private TokenListParserResult<TokenKind, Measured> List(TokenList<TokenKind> input)
    {
        if (State.Peek(input, 1).Kind == TokenKind.RightBracket)
            return State.Done(new(new ListSyntax([], State.Span(input, Skip(Skip(input)))), 1), input, Skip(Skip(input)));
        var items = Items(Skip(input), TokenKind.RightBracket, kind => kind is TokenKind.Comma or TokenKind.Semicolon);
        if (!items.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, List<Measured>, Measured>(items);
        if (State.Peek(items.Remainder).Kind == TokenKind.Range)
            return Range(input, items.Value[0], Skip(items.Remainder));
        var end = Skip(items.Remainder);
        var list = new ListSyntax([.. items.Value.Select(i => i.Tree)], State.Span(input, end));
        return State.Done(new(list, 1 + items.Value.Max(i => i.Height)), input, end);
    }

    private TokenListParserResult<TokenKind, Measured> Range(TokenList<TokenKind> input, Measured first, TokenList<TokenKind> rest)
    {
        var second = expressions.Inner(rest);
        if (!second.HasValue)
            return second;
        var (step, last, end) = ((Measured?)null, second.Value, second.Remainder);
        if (State.Peek(end).Kind == TokenKind.Range)
        {
            var third = expressions.Inner(Skip(end));
            if (!third.HasValue)
                return third;
            (step, last, end) = (second.Value, third.Value, third.Remainder);
        }
        if (State.Peek(end).Kind != TokenKind.RightBracket)
            return State.Fail<Measured>(end, Leftovers.Of(State, end, TokenKind.LeftBracket));
        var range = new RangeSyntax(first.Tree, step?.Tree, last.Tree, State.Span(input, Skip(end)));
        var height = 1 + Math.Max(first.Height, Math.Max(step?.Height ?? 0, last.Height));
        return State.Done(new(range, height), input, Skip(end));
    }
}
