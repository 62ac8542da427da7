using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Tokens;
using Superpower.Model;

namespace Flows.Language.Parsing;

/// <summary>Level 10 of expressions: an atom and what is attached to it without a space.</summary>
internal sealed class PostfixParser : ParserParts
{
    private readonly ExpressionParser _expressions;
    private readonly AtomParser _atoms;

    /// <summary>Makes the parsers of postfix expressions.</summary>
    public PostfixParser(ParseState state, ExpressionParser expressions)
        : base(state)
    {
        _expressions = expressions;
        _atoms = new AtomParser(state, expressions);
    }

    /// <summary>Whether a token can begin an operand or an argument.</summary>
    public static bool Begins(TokenKind kind) => kind is TokenKind.Name or TokenKind.Number or TokenKind.QuotedString
        or TokenKind.LeftParenthesis or TokenKind.LeftBracket or TokenKind.NormOpen;

    /// <summary>An atom with its primes, members, calls and brackets.</summary>
    public TokenListParserResult<TokenKind, Measured> Postfix(TokenList<TokenKind> input)
    {
        var result = _atoms.Atom(input);
        while (result.HasValue && State.IsAdjacent(result.Remainder))
        {
            var (target, rest) = (result.Value, result.Remainder);
            var kind = State.Peek(rest).Kind;
            if (target.Tree is NumberSyntax or NormSyntax && kind is TokenKind.LeftParenthesis or TokenKind.LeftBracket)
                return State.Fail<Measured>(rest, NumberApplied(target.Tree, rest));
            switch (kind)
            {
                case TokenKind.Prime:
                    var primed = new PrimeSyntax(target.Tree, State.Span(input, Skip(rest)));
                    result = State.Done(new(primed, target.Height + 1), input, Skip(rest));
                    break;
                case TokenKind.Point:
                    result = Member(input, target, Skip(rest));
                    break;
                case TokenKind.LeftParenthesis:
                    result = Call(input, target, Skip(rest));
                    break;
                case TokenKind.LeftBracket:
                    result = Bracket(input, target, Skip(rest));
                    break;
                default:
                    return result;
            }
        }
        return result;
    }

    /// <summary>The error of an argument behind a number or a norm.</summary>
    public Diagnostic NumberApplied(ExprSyntax head, TokenList<TokenKind> argument) =>
        State.Peek(argument).Kind == TokenKind.Number
            ? GrammarErrors.SideBySide(State.Place(argument), head.Span)
            : GrammarErrors.NumberApplied(head.Span, head is NumberSyntax { Text: var text } ? text : "|…|", State.Place(argument));

    private TokenListParserResult<TokenKind, Measured> Member(TokenList<TokenKind> input, Measured target, TokenList<TokenKind> rest)
    {
        var name = NeededName("the name of a component", "write it directly after the point: `q.x`")(rest);
        return name.HasValue
            ? State.Done(
                new(
                    new MemberSyntax(target.Tree, name.Value.Name, name.Value.Span, State.Span(input, name.Remainder)),
                    target.Height + 1),
                input,
                name.Remainder)
            : TokenListParserResult.CastEmpty<TokenKind, NamedSpan, Measured>(name);
    }

    private TokenListParserResult<TokenKind, Measured> Call(TokenList<TokenKind> input, Measured target, TokenList<TokenKind> rest)
    {
        var arguments = new List<ArgumentSyntax>();
        var height = target.Height;
        while (true)
        {
            var (start, name) = (rest, (string?)null);
            if (State.Peek(rest).Kind == TokenKind.Name && State.Peek(rest, 1).Kind == TokenKind.Equal)
            {
                name = Words.NameOf(State.Peek(rest));
                rest = Skip(Skip(rest));
            }
            var value = _expressions.Inner(rest);
            if (!value.HasValue)
                return value;
            arguments.Add(new ArgumentSyntax(name, value.Value.Tree, State.Span(start, value.Remainder)));
            (height, rest) = (Math.Max(height, value.Value.Height), value.Remainder);
            if (State.Peek(rest).Kind == TokenKind.RightParenthesis)
                break;
            if (State.Peek(rest).Kind != TokenKind.Comma)
                return State.Fail<Measured>(rest, Leftovers.Of(State, rest, TokenKind.LeftParenthesis));
            rest = Skip(rest);
        }
        var call = new CallSyntax(target.Tree, [.. arguments], State.Span(input, Skip(rest)));
        return State.Done(new(call, height + 1), input, Skip(rest));
    }

    private TokenListParserResult<TokenKind, Measured> Bracket(TokenList<TokenKind> input, Measured target, TokenList<TokenKind> rest)
    {
        var items = _atoms.Items(rest, TokenKind.RightBracket, isSeparator: kind => kind == TokenKind.Comma);
        if (!items.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, List<Measured>, Measured>(items);
        var end = Skip(items.Remainder);
        var bracket = new BracketSyntax(target.Tree, [.. items.Value.Select(i => i.Tree)], State.Span(input, end));
        return State.Done(new(bracket, 1 + Math.Max(target.Height, items.Value.Max(i => i.Height))), input, end);
    }
}
