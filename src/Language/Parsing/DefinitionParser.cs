using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Tokens;
using Superpower;
using Superpower.Model;

namespace Flows.Language.Parsing;

/// <summary>What defines names: let, param, data, open, network, and functionals.</summary>
internal sealed class DefinitionParser(ParseState state, ExpressionParser expressions) : ParserParts(state)
{
    private readonly PatternParser _patterns = new(state);
    private readonly DomainParser _domains = new(state, expressions);

    /// <summary>let pattern = e.</summary>
    public TokenListParser<TokenKind, DeclSyntax> Let =>
        from keyword in Soft(TokenKind.Let)
        from pattern in (TokenListParser<TokenKind, PatternSyntax>)_patterns.NeededPattern
        from value in expressions.Expression
        select (DeclSyntax)new LetDecl(pattern, value, null, default);

    /// <summary>param a = e in [low, high].</summary>
    public TokenListParser<TokenKind, DeclSyntax> Param =>
        from keyword in Soft(TokenKind.Param)
        from name in NeededName("the name of the parameter")
        from equal in NeededEqual($"`{name.Name}`")
        from value in expressions.Expression
        from range in Maybe(Word("in").IgnoreThen(_domains.Bounds))
        select (DeclSyntax)new ParamDecl(name, value, range?.Low, range?.High, null, default);

    /// <summary>data (xs, ys) = e.</summary>
    public TokenListParser<TokenKind, DeclSyntax> Data =>
        from keyword in Soft(TokenKind.Data)
        from names in NeededNames("the name of the data")
        from equal in NeededEqual("the name of the data")
        from value in expressions.Expression
        select (DeclSyntax)new DataDecl(names.Names, names.IsTuple, value, null, default);

    /// <summary>open "file.flow", or open Module.</summary>
    public TokenListParser<TokenKind, DeclSyntax> Open =>
        from keyword in Soft(TokenKind.Open)
        from target in File.Or(NeededName("what to open", "write `open \"file.flow\"` or `open Module`").Select(n => (n, false)))
        select (DeclSyntax)new OpenDecl(target.Item1, target.Item2, null, default);

    /// <summary>network f : real^2 -> real = layers.</summary>
    public TokenListParser<TokenKind, DeclSyntax> Network =>
        from keyword in Soft(TokenKind.Network)
        from name in NeededName("the name of the network")
        from colon in Needed(TokenKind.Colon, ":", $"`{name.Name}`", "write `network f : real^2 -> real = …`")
        from source in _domains.NeededFactor
        from arrow in Needed(TokenKind.Arrow, "->", "the space of the inputs")
        from target in _domains.NeededFactor
        from equal in NeededEqual("the space of the outputs")
        from value in expressions.Expression
        select (DeclSyntax)new NetworkDecl(name, source, target, value, null, default);

    /// <summary>Porous m [rho] x = e; a name is known to stand here.</summary>
    public TokenListParser<TokenKind, DeclSyntax> Functional =>
        from name in Name
        from parameters in Name.Many()
        from opening in NeededFormals(name)
        from formals in NamesUntil(TokenKind.RightBracket, "]", "the name of an argument")
        from points in Name.Many()
        from equal in NeededEqual("the arguments of the functional")
        from value in expressions.Expression
        select (DeclSyntax)new FunctionalDecl(name, [.. parameters], formals, [.. points], value, null, default);

    private TokenListParser<TokenKind, NamedSpan> Name =>
        Soft(TokenKind.Name).Select(token => new NamedSpan(Words.NameOf(token), Words.SpanOf(token)));

    private TokenListParser<TokenKind, (NamedSpan, bool)> File => Soft(TokenKind.QuotedString).Select(token =>
    {
        StringEscapes.Read(token.Span.AsReadOnlySpan(), out var path);
        return (new NamedSpan(path, Words.SpanOf(token)), true);
    });

    /// <summary>The bracket of a functional. Where there is none, the line was probably meant for something else.</summary>
    private TokenListParser<TokenKind, Token<TokenKind>> NeededFormals(NamedSpan name) => input =>
    {
        var token = State.Peek(input);
        return token.Kind == TokenKind.LeftBracket
            ? Take(input, token)
            : State.Fail<Token<TokenKind>>(input, GrammarErrors.NoDeclaration(
                name.Span,
                name.Name,
                Suggest.Nearest(name.Name, Words.Declarations),
                definesValue: token.Kind is TokenKind.Equal or TokenKind.LeftParenthesis));
    };
}
