using System.Globalization;
using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Tokens;
using Superpower;
using Superpower.Model;

namespace Flows.Language.Parsing;

/// <summary>Domains and their factors: intervals, periodic ones, real^d, radial ones.</summary>
internal sealed class DomainParser(ParseState state, ExpressionParser expressions) : ParserParts(state)
{
    /// <summary>The highest dimension that can be written.</summary>
    public const int HighestDimension = 1_000_000;

    /// <summary>domain Phase(q, p) = … * ….</summary>
    public TokenListParser<TokenKind, DeclSyntax> Domain =>
        from keyword in Soft(TokenKind.Domain)
        from name in NeededName("the name of the domain")
        from coordinates in Soft(TokenKind.LeftParenthesis)
            .IgnoreThen(NamesUntil(TokenKind.RightParenthesis, ")", "the name of a coordinate"))
            .OptionalOrDefault([])
        from equal in NeededEqual($"`{name.Name}`")
        from factors in NeededFactors
        select (DeclSyntax)new DomainDecl(name, coordinates, factors, null, default);

    /// <summary>[low, high], which must stand here.</summary>
    public TokenListParser<TokenKind, Bounds> Bounds =>
        from open in Needed(TokenKind.LeftBracket, "[", "the interval's name", "an interval is written `[a, b]`")
        from low in expressions.Expression
        from comma in Needed(TokenKind.Comma, ",", "the lower end", "an interval is written `[a, b]`")
        from high in expressions.Expression
        from close in Needed(TokenKind.RightBracket, "]", "the upper end", "an interval is written `[a, b]`; factors are joined by `*`")
        select new Bounds(low, high);

    /// <summary>A product of factors.</summary>
    public TokenListParser<TokenKind, Seq<FactorSyntax>> NeededFactors => Separated(NeededFactor, TokenKind.Star);

    /// <summary>One factor, which must stand here.</summary>
    public TokenListParser<TokenKind, FactorSyntax> NeededFactor => input =>
    {
        var token = State.Peek(input);
        if (token.Kind == TokenKind.LeftBracket)
            return Interval(input, input, isPeriodic: false);
        if (Words.Is(token, "periodic"))
            return Interval(input, Skip(input), isPeriodic: true);
        if (Words.Is(token, "real"))
            return Real(input);
        if (Words.Is(token, "radial"))
            return Radial(input);
        return State.Fail<FactorSyntax>(input, GrammarErrors.NoFactor(State.Place(input)));
    };

    /// <summary>Whether a factor, not the name of a domain, stands here.</summary>
    public bool BeginsFactor(TokenList<TokenKind> input)
    {
        var token = State.Peek(input);
        return token.Kind == TokenKind.LeftBracket
            || Words.Is(token, "real")
            || (Words.Is(token, "periodic") && State.Peek(input, 1).Kind == TokenKind.LeftBracket)
            || (Words.Is(token, "radial") && State.Peek(input, 1).Kind == TokenKind.Number);
    }

    private TokenListParserResult<TokenKind, FactorSyntax> Interval(
        TokenList<TokenKind> from, TokenList<TokenKind> input, bool isPeriodic)
    {
        var bounds = Bounds(input);
        return bounds.HasValue
            ? TokenListParserResult.Value<TokenKind, FactorSyntax>(
                new IntervalFactor(isPeriodic, bounds.Value.Low, bounds.Value.High, State.Span(from, bounds.Remainder)),
                from,
                bounds.Remainder)
            : TokenListParserResult.CastEmpty<TokenKind, Bounds, FactorSyntax>(bounds);
    }

    private TokenListParserResult<TokenKind, FactorSyntax> Real(TokenList<TokenKind> input)
    {
        var rest = Skip(input);
        if (State.Peek(rest).Kind == TokenKind.Superscript)
        {
            var digit = State.Peek(rest).Span.AsReadOnlySpan()[0] == '²' ? 2 : 3;
            return TokenListParserResult.Value<TokenKind, FactorSyntax>(
                new RealFactor(digit, State.Span(input, Skip(rest))), input, Skip(rest));
        }
        return Spanned(
            Soft(TokenKind.Caret).IgnoreThen(NeededDimension).OptionalOrDefault(1),
            (dimension, _) => (FactorSyntax)new RealFactor(dimension, default))(rest) is { HasValue: true } found
            ? TokenListParserResult.Value(found.Value with { Span = State.Span(input, found.Remainder) }, input, found.Remainder)
            : TokenListParserResult.Empty<TokenKind, FactorSyntax>(rest);
    }

    private TokenListParserResult<TokenKind, FactorSyntax> Radial(TokenList<TokenKind> input) => Spanned(
        from keyword in Word("radial")
        from dimension in NeededDimension
        from bounds in Bounds
        select (dimension, bounds),
        (found, span) => (FactorSyntax)new RadialFactor(found.dimension, found.bounds.Low, found.bounds.High, span))(input);

    private TokenListParser<TokenKind, int> NeededDimension => input =>
    {
        var token = State.Peek(input);
        return token.Kind == TokenKind.Number
            && int.TryParse(
                NumberScanner.Canonical(token.Span.AsReadOnlySpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var dimension)
            && dimension is >= 1 and <= HighestDimension
            ? Take(input, dimension)
            : State.Fail<int>(input, GrammarErrors.NoDimension(State.Place(input), HighestDimension));
    };
}
