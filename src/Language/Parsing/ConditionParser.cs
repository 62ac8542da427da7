using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Tokens;
using Superpower;
using Superpower.Model;

namespace Flows.Language.Parsing;

/// <summary>The conditions after `where`.</summary>
internal sealed class ConditionParser(ParseState state, ExpressionParser expressions) : ParserParts(state)
{
    /// <summary>One condition, which must stand here.</summary>
    public TokenListParser<TokenKind, ConditionSyntax> Condition => input =>
    {
        var isNoFlux = Words.Is(State.Peek(input), "noflux") && Relation(Skip(input)) == TokenKind.None;
        var parser = isNoFlux ? NoFlux : Relation(Skip(input)) switch
        {
            TokenKind.Prime or TokenKind.Equal => Value,
            TokenKind.LessOrEqual or TokenKind.GreaterOrEqual => Bound,
            _ => at => State.Fail<ConditionSyntax>(at, GrammarErrors.NoCondition(State.Place(at))),
        };
        return Spanned(parser, (condition, span) => condition with { Span = span })(input);
    };

    private TokenListParser<TokenKind, ConditionSyntax> NoFlux =>
        from word in Word("noflux")
        from side in Maybe(Word("on").IgnoreThen(NeededSide))
        select (ConditionSyntax)new NoFluxCondition(side, default);

    private TokenListParser<TokenKind, ConditionSyntax> Value =>
        from name in NeededName("the name of the state")
        from prime in Soft(TokenKind.Prime).Value(true).OptionalOrDefault(false)
        from equal in NeededEqual("the derivative")
        from value in expressions.Sum
        from place in NeededWord("on", "the value at the boundary", "write `u = g on SIDE`, with SIDE one of `boundary`, `left`, `right`, …")
        from side in NeededSide
        select (ConditionSyntax)new ValueCondition(name, prime, value, side, default);

    private TokenListParser<TokenKind, ConditionSyntax> Bound =>
        from name in NeededName("the name of the state")
        from relation in Soft(TokenKind.LessOrEqual).Or(Soft(TokenKind.GreaterOrEqual))
        from bound in expressions.Sum
        select (ConditionSyntax)new BoundCondition(name, relation.Kind == TokenKind.LessOrEqual, bound, default);

    private TokenListParser<TokenKind, NamedSpan> NeededSide =>
        NeededName("the side", "a side is `boundary`, `left`, `right`, `bottom`, `top`, `back`, `front`, or a coordinate's name");

    private TokenKind Relation(TokenList<TokenKind> input) => State.Peek(input).Kind is var kind
        and (TokenKind.Prime or TokenKind.Equal or TokenKind.LessOrEqual or TokenKind.GreaterOrEqual)
        ? kind
        : TokenKind.None;
}
