using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Tokens;
using Superpower;

namespace Flows.Language.Parsing;

/// <summary>Chooses the parser of a declaration by its first word.</summary>
internal sealed class DeclarationParser : ParserParts
{
    private readonly Dictionary<TokenKind, TokenListParser<TokenKind, DeclSyntax>> _parsers;

    /// <summary>Makes the parsers of all declarations.</summary>
    public DeclarationParser(ParseState state)
        : base(state)
    {
        var expressions = new ExpressionParser(state);
        var definitions = new DefinitionParser(state, expressions);
        var solve = new SolveParser(state, expressions);
        var watch = new WatchParser(state, expressions);
        _parsers = new()
        {
            [TokenKind.Let] = definitions.Let,
            [TokenKind.Param] = definitions.Param,
            [TokenKind.Data] = definitions.Data,
            [TokenKind.Open] = definitions.Open,
            [TokenKind.Domain] = new DomainParser(state, expressions).Domain,
            [TokenKind.State] = new StateParser(state, expressions).Declaration,
            [TokenKind.Name] = definitions.Functional,
            [TokenKind.Network] = definitions.Network,
            [TokenKind.Flow] = new FlowDeclarationParser(state, expressions).Declaration,
            [TokenKind.Solve] = solve.Solve,
            [TokenKind.Minimize] = solve.Minimize,
            [TokenKind.Compare] = solve.Compare,
            [TokenKind.Vary] = solve.Vary,
            [TokenKind.Observe] = watch.Observe,
            [TokenKind.Plot] = watch.Plot,
            [TokenKind.Animate] = watch.Animate,
            [TokenKind.Save] = watch.Save,
            [TokenKind.Expect] = watch.Expect,
        };
    }

    /// <summary>Parses the tokens of one declaration.</summary>
    public Checked<DeclSyntax> Parse(Chunk chunk)
    {
        var input = State.Begin(chunk.Tokens);
        if (!_parsers.TryGetValue(State.Peek(input).Kind, out var parser))
            return new(null, [GrammarErrors.NoDeclaration(State.Place(input), State.Peek(input).ToStringValue(), null, false)]);
        var result = parser(input);
        if (!result.HasValue || !result.Remainder.IsAtEnd)
            return new(null, [State.Failure ?? Leftovers.Of(State, result.Remainder)]);
        return new(result.Value with { Doc = chunk.Doc, Span = State.Span(input, result.Remainder) }, []);
    }
}
