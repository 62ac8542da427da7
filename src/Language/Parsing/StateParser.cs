using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Tokens;
using Superpower;

namespace Flows.Language.Parsing;

/// <summary>state rho : density on Line mass 2 = e where ….</summary>
internal sealed class StateParser(ParseState state, ExpressionParser expressions) : ParserParts(state)
{
    private static readonly Seq<string> Kinds = ["density", "field", "point", "particles"];

    private readonly DomainParser _domains = new(state, expressions);
    private readonly ConditionParser _conditions = new(state, expressions);

    /// <summary>A declaration of a state.</summary>
    public TokenListParser<TokenKind, DeclSyntax> Declaration =>
        from keyword in Soft(TokenKind.State)
        from name in NeededName("the name of the state")
        from colon in Needed(TokenKind.Colon, ":", $"`{name.Name}`", $"write `state {name.Name} : density on D = …`")
        from kind in Spanned(Kind, (found, span) => found with { Span = span })
        from mass in Maybe(Word("mass").IgnoreThen(expressions.Sum))
        from initial in Maybe(Soft(TokenKind.Equal).IgnoreThen(expressions.Expression))
        from conditions in Word("where").IgnoreThen(Separated(_conditions.Condition, TokenKind.Comma)).OptionalOrDefault([])
        select (DeclSyntax)new StateDecl(name, kind, mass, initial, conditions, null, default);

    private TokenListParser<TokenKind, KindSyntax> Kind =>
        FieldKind.Or(PointKind).Or(ParticlesKind).Or(input => State.Fail<KindSyntax>(input, GrammarErrors.NoKind(
            State.Place(input),
            State.Peek(input).Kind == TokenKind.Name ? Suggest.Nearest(Words.NameOf(State.Peek(input)), Kinds) : null)));

    private TokenListParser<TokenKind, KindSyntax> FieldKind =>
        from word in Word("density", "field")
        from place in NeededWord("on", $"`{word.Name}`", $"write `{word.Name} on D`")
        from space in Space
        select (KindSyntax)new FieldKind(word.Name == "density", space.Domain, space.Factors, default);

    private TokenListParser<TokenKind, (NamedSpan? Domain, Seq<FactorSyntax> Factors)> Space => input =>
        _domains.BeginsFactor(input)
            ? _domains.NeededFactors.Select(factors => ((NamedSpan?)null, factors))(input)
            : NeededName("the domain of the state").Select(name => ((NamedSpan?)name, new Seq<FactorSyntax>()))(input);

    private TokenListParser<TokenKind, KindSyntax> PointKind =>
        from word in Word("point")
        from at in NeededWord("in", "`point`", "write `point in D`")
        from domain in NamedDomain
        select (KindSyntax)new PointKind(domain, default);

    private TokenListParser<TokenKind, KindSyntax> ParticlesKind =>
        from word in Word("particles")
        from count in expressions.Sum
        from at in NeededWord("in", "the number of particles", "write `particles 2000 in D`")
        from domain in NamedDomain
        select (KindSyntax)new ParticlesKind(count, domain, default);

    private TokenListParser<TokenKind, NamedSpan> NamedDomain => NeededName(
        "the name of a domain", "declare the domain on a line of its own: `domain D = …`");
}
