using Flows.Language.Syntax;
using Flows.Language.Tokens;
using Superpower;

namespace Flows.Language.Parsing;

/// <summary>What is computed: solve, minimize, compare, vary.</summary>
internal sealed class SolveParser(ParseState state, ExpressionParser expressions) : ParserParts(state)
{
    private readonly RecordParser _records = new(state, expressions);

    /// <summary>solve on 400 cells by jko { tau = 0.02 } until 6; solve by steps 2000.</summary>
    public TokenListParser<TokenKind, DeclSyntax> Solve =>
        from keyword in Soft(TokenKind.Solve)
        from cells in Cells
        from method in Spanned(Method, (found, span) => (found, span))
        from until in method.found.Steps is { } steps
            ? Superpower.Parse.Return<TokenKind, UntilSyntax>(new UntilSteps(steps, method.span))
            : Spanned(NeededUntil, (found, span) => found with { Span = span })
        select (DeclSyntax)new SolveDecl(cells, method.found.Name, method.found.Options, until, null, default);

    /// <summary>minimize F over y subject to G = 3 on 400 cells { tol = 1e-8 }.</summary>
    public TokenListParser<TokenKind, DeclSyntax> Minimize =>
        from keyword in Soft(TokenKind.Minimize)
        from functional in expressions.Application
        from over in NeededWord("over", "the functional", "say what is varied: `minimize T over y`")
        from names in NeededNames("the name of a state")
        from constraints in Word("subject")
            .IgnoreThen(NeededWord("to", "`subject`"))
            .IgnoreThen(Separated(expressions.Expression, TokenKind.Comma))
            .OptionalOrDefault([])
        from cells in Cells
        from options in _records.Optional
        select (DeclSyntax)new MinimizeDecl(functional, names.Names, constraints, cells, options, null, default);

    /// <summary>compare T over { line = … }.</summary>
    public TokenListParser<TokenKind, DeclSyntax> Compare =>
        from keyword in Soft(TokenKind.Compare)
        from functional in expressions.Application
        from over in NeededWord("over", "the functional", "list the candidates: `compare T over { line = …; arc = … }`")
        from candidates in _records.Needed("`over`")
        select (DeclSyntax)new CompareDecl(functional, candidates, null, default);

    /// <summary>vary J at u = e along h.</summary>
    public TokenListParser<TokenKind, DeclSyntax> Vary =>
        from keyword in Soft(TokenKind.Vary)
        from functional in expressions.Application
        from at in NeededWord("at", "the functional", "write `vary J at u = e along h`")
        from name in NeededName("the name of a state")
        from equal in NeededEqual($"`{name.Name}`")
        from value in expressions.Expression
        from along in NeededWord("along", "the state", "write `vary J at u = e along h`")
        from direction in expressions.Expression
        select (DeclSyntax)new VaryDecl(functional, name, value, direction, null, default);

    /// <summary>on 256*256 cells: one entry an axis.</summary>
    private TokenListParser<TokenKind, Seq<ExprSyntax>> Cells => (
        from place in Word("on")
        from counts in Separated(expressions.Power, TokenKind.Star)
        from word in Maybe(Word("cells"))
        select counts).OptionalOrDefault([]);

    private TokenListParser<TokenKind, (NamedSpan? Name, RecordSyntax? Options, ExprSyntax? Steps)> Method => (
        from clause in Word("by")
        from method in (
            from word in Word("steps")
            from count in expressions.Expression
            select ((NamedSpan?)null, (RecordSyntax?)null, (ExprSyntax?)count)).Or(
            from name in NeededName("the method", "leave `by` out for the method that the compiler chooses")
            from options in _records.Optional
            select ((NamedSpan?)name, options, (ExprSyntax?)null))
        select method).OptionalOrDefault();

    private TokenListParser<TokenKind, UntilSyntax> NeededUntil =>
        from word in NeededWord("until", "`solve` and its clauses", "say when to stop: `until 6` or `until steady 1e-9`")
        from end in Steady.Or(expressions.Expression.Select(time => (UntilSyntax)new UntilTime(time, default)))
        select end;

    private TokenListParser<TokenKind, UntilSyntax> Steady =>
        from word in Word("steady")
        from speed in expressions.Sum
        from bound in Maybe(Soft(TokenKind.Or).IgnoreThen(expressions.Sum))
        select (UntilSyntax)new UntilSteady(speed, bound, default);
}
