using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Tokens;
using Superpower.Model;

namespace Flows.Language.Parsing;

/// <summary>Level 2 of expressions: `fun`, `if`, `int`, and local `let` and `draw`; they extend as far right as they can.</summary>
internal sealed class FormParser : ParserParts
{
    private readonly ExpressionParser _expressions;
    private readonly PatternParser _patterns;

    /// <summary>Makes the parsers of forms.</summary>
    public FormParser(ParseState state, ExpressionParser expressions)
        : base(state)
    {
        _expressions = expressions;
        _patterns = new PatternParser(state);
    }

    /// <summary>Whether a token begins a form.</summary>
    public static bool Begins(TokenKind kind) =>
        kind is TokenKind.Fun or TokenKind.If or TokenKind.Integral or TokenKind.Let or TokenKind.Draw;

    /// <summary>A form; its keyword is known to stand here.</summary>
    public TokenListParserResult<TokenKind, Measured> Form(TokenList<TokenKind> input) => State.Peek(input).Kind switch
    {
        TokenKind.Fun => Fun(input),
        TokenKind.If => If(input),
        TokenKind.Integral => Int(input),
        _ => Let(input),
    };

    private TokenListParserResult<TokenKind, Measured> Fun(TokenList<TokenKind> input)
    {
        var parameters = _patterns.NeededParameters(TokenKind.Arrow, "->", "the parameters of `fun`")(Skip(input));
        if (!parameters.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, Seq<ParameterSyntax>, Measured>(parameters);
        var body = _expressions.Inner(parameters.Remainder);
        return body.HasValue
            ? State.Done(
                new(
                    new FunSyntax(parameters.Value, body.Value.Tree, State.Span(input, body.Remainder)),
                    body.Value.Height + 1),
                input,
                body.Remainder)
            : body;
    }

    private TokenListParserResult<TokenKind, Measured> If(TokenList<TokenKind> input)
    {
        var condition = _expressions.Inner(Skip(input));
        if (!condition.HasValue)
            return condition;
        if (State.Peek(condition.Remainder).Kind != TokenKind.Then)
            return State.Fail<Measured>(condition.Remainder, GrammarErrors.Missing(
                State.Place(condition.Remainder), "then", "the condition of `if`", "write `if c then a else b`"));
        var then = _expressions.Inner(Skip(condition.Remainder));
        if (!then.HasValue)
            return then;
        if (State.Peek(then.Remainder).Kind != TokenKind.Else)
            return State.Fail<Measured>(
                then.Remainder, GrammarErrors.NoElse(State.Place(then.Remainder), State.Place(input)));
        var otherwise = _expressions.Inner(Skip(then.Remainder));
        if (!otherwise.HasValue)
            return otherwise;
        var tree = new IfSyntax(
            condition.Value.Tree, then.Value.Tree, otherwise.Value.Tree, State.Span(input, otherwise.Remainder));
        var height = 1 + Math.Max(condition.Value.Height, Math.Max(then.Value.Height, otherwise.Value.Height));
        return State.Done(new(tree, height), input, otherwise.Remainder);
    }

    private TokenListParserResult<TokenKind, Measured> Int(TokenList<TokenKind> input)
    {
        var body = _expressions.Inner(Skip(input));
        if (!body.HasValue)
            return body;
        var (over, rest) = ((string?)null, body.Remainder);
        if (Words.Is(State.Peek(rest), "over") && State.Peek(rest, 1).Kind == TokenKind.Name)
        {
            over = Words.NameOf(State.Peek(rest, 1));
            rest = Skip(Skip(rest));
        }
        var tree = new IntSyntax(body.Value.Tree, over, State.Place(input), State.Span(input, rest));
        return State.Done(new(tree, body.Value.Height + 1), input, rest);
    }

    private TokenListParserResult<TokenKind, Measured> Let(TokenList<TokenKind> input)
    {
        var keyword = State.Peek(input);
        var pattern = _patterns.NeededPattern(Skip(input));
        if (!pattern.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, PatternSyntax, Measured>(pattern);
        var value = _expressions.Inner(pattern.Remainder);
        if (!value.HasValue)
            return value;
        var rest = value.Remainder;
        if (Words.Is(State.Peek(rest), "in"))
            rest = Skip(rest);
        else if (State.Peek(rest).Kind == TokenKind.None || Brackets.IsCloser(State.Peek(rest).Kind))
            return State.Fail<Measured>(rest, GrammarErrors.NothingAfterLet(
                State.Place(rest), State.Place(input), keyword.ToStringValue()));
        else if (State.IsOnLine(rest))
            return State.Fail<Measured>(rest, Leftovers.Of(State, rest, TokenKind.Let));
        var body = _expressions.Inner(rest);
        if (!body.HasValue)
            return body;
        var tree = new LetInSyntax(
            keyword.Kind == TokenKind.Draw, pattern.Value, value.Value.Tree, body.Value.Tree, State.Span(input, body.Remainder));
        return State.Done(new(tree, 1 + Math.Max(value.Value.Height, body.Value.Height)), input, body.Remainder);
    }
}
