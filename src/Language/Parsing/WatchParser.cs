using Flows.Language.Syntax;
using Flows.Language.Tokens;
using Superpower;

namespace Flows.Language.Parsing;

/// <summary>What is watched: observe, plot, animate, save, expect.</summary>
internal sealed class WatchParser(ParseState state, ExpressionParser expressions) : ParserParts(state)
{
    /// <summary>observe a = e every s.</summary>
    public TokenListParser<TokenKind, DeclSyntax> Observe =>
        from keyword in Soft(TokenKind.Observe)
        from name in NeededName("the name of the observable", "write `observe mean = int x*rho`")
        from equal in NeededEqual($"`{name.Name}`")
        from value in expressions.Expression
        from every in Clause("every")
        select (DeclSyntax)new ObserveDecl(name, value, every, null, default);

    /// <summary>plot e, f vs g at times.</summary>
    public TokenListParser<TokenKind, DeclSyntax> Plot =>
        from keyword in Soft(TokenKind.Plot)
        from mode in Word("log").Value(PlotMode.Log).Or(Word("histogram").Value(PlotMode.Histogram)).OptionalOrDefault(PlotMode.Linear)
        from plotted in Separated(Plotted, TokenKind.Comma)
        from at in Clause("at")
        select (DeclSyntax)new PlotDecl(mode, plotted, at, null, default);

    /// <summary>animate rho every s.</summary>
    public TokenListParser<TokenKind, DeclSyntax> Animate =>
        from keyword in Soft(TokenKind.Animate)
        from name in NeededName("the name of a state")
        from every in NeededWord("every", $"`{name.Name}`", $"write `animate {name.Name} every 0.1`")
        from interval in expressions.Expression
        select (DeclSyntax)new AnimateDecl(name, interval, null, default);

    /// <summary>save every s.</summary>
    public TokenListParser<TokenKind, DeclSyntax> Save =>
        from keyword in Soft(TokenKind.Save)
        from every in NeededWord("every", "`save`", "write `save every 0.1`")
        from interval in expressions.Expression
        select (DeclSyntax)new SaveDecl(interval, null, default);

    /// <summary>expect claim.</summary>
    public TokenListParser<TokenKind, DeclSyntax> Expect =>
        from keyword in Soft(TokenKind.Expect)
        from claim in Spanned(Claim, (found, span) => found with { Span = span })
        select (DeclSyntax)new ExpectDecl(claim, null, default);

    private TokenListParser<TokenKind, PlottedSyntax> Plotted =>
        from value in expressions.Expression
        from versus in Clause("vs")
        select new PlottedSyntax(value, versus);

    private TokenListParser<TokenKind, ClaimSyntax> Claim =>
        from quantity in expressions.Expression
        from claim in Word("decreases").Select(_ => (ClaimSyntax)new DecreasesClaim(quantity, default))
            .Or(Conserved(quantity))
            .Or(Near(quantity))
            .Or(Clause("at").Select(at => (ClaimSyntax)new ConditionClaim(quantity, at, default)))
        select claim;

    private TokenListParser<TokenKind, ClaimSyntax> Conserved(ExprSyntax quantity) =>
        from word in Word("conserved")
        from within in Clause("within")
        select (ClaimSyntax)new ConservedClaim(quantity, within, default);

    private TokenListParser<TokenKind, ClaimSyntax> Near(ExprSyntax quantity) =>
        from word in Soft(TokenKind.Tilde)
        from target in expressions.Sum
        from within in NeededWord("within", "the expected value", "say how near: `mean ~ 2 within 1e-2`")
        from distance in expressions.Expression
        from at in Clause("at")
        select (ClaimSyntax)new NearClaim(quantity, target, distance, at, default);

    /// <summary>A word and an expression, or nothing.</summary>
    private TokenListParser<TokenKind, ExprSyntax?> Clause(string word) => Maybe(Word(word).IgnoreThen(expressions.Expression));
}
