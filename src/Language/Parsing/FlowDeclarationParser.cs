using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Text;
using Flows.Language.Tokens;
using Superpower;
using Superpower.Model;

namespace Flows.Language.Parsing;

/// <summary>flow u = descend E in L2 + (f - u).</summary>
internal sealed class FlowDeclarationParser(ParseState state, ExpressionParser expressions) : ParserParts(state)
{
    private readonly RecordParser _records = new(state, expressions);

    /// <summary>A declaration of a flow.</summary>
    public TokenListParser<TokenKind, DeclSyntax> Declaration =>
        from keyword in Soft(TokenKind.Flow)
        from names in NeededNames("the name of the state that flows")
        from equal in NeededEqual("the name of the state")
        from items in (TokenListParser<TokenKind, Seq<FlowItem>>)Items
        select (DeclSyntax)new FlowDecl(names.Names, names.IsTuple, items, null, default);

    private TokenListParserResult<TokenKind, Seq<FlowItem>> Items(TokenList<TokenKind> input)
    {
        var items = new List<FlowItem>();
        var (rest, isNegative) = (input, false);
        if (State.Peek(rest).Kind == TokenKind.Minus && (Begins(Skip(rest), "descend") || Begins(Skip(rest), "hamilton")))
            (rest, isNegative) = (Skip(rest), true);
        while (true)
        {
            var item = Item(rest, isNegative);
            if (!item.HasValue)
                return TokenListParserResult.CastEmpty<TokenKind, FlowItem, Seq<FlowItem>>(item);
            items.Add(item.Value);
            rest = item.Remainder;
            if (State.Peek(rest).Kind is not (TokenKind.Plus or TokenKind.Minus))
                return TokenListParserResult.Value(new Seq<FlowItem>([.. items]), input, rest);
            isNegative = State.Peek(rest).Kind == TokenKind.Minus;
            rest = Skip(rest);
        }
    }

    private TokenListParserResult<TokenKind, FlowItem> Item(TokenList<TokenKind> input, bool isNegative) => Spanned(
        Begins(input, "descend") ? Descend
            : Begins(input, "hamilton") ? Hamilton
            : expressions.Term.Select(term => (FlowItem)new TermItem(term, false, default)),
        (item, span) => item with { IsNegative = isNegative, Span = span })(input);

    private TokenListParser<TokenKind, FlowItem> Descend =>
        from word in Word("descend")
        from functional in expressions.Application
        from at in NeededWord("in", "the functional", "name the metric: `descend F in L2`")
        from metric in NeededMetric
        from options in _records.Optional
        select (FlowItem)new DescendItem(functional, metric, options, false, default);

    private TokenListParser<TokenKind, FlowItem> Hamilton =>
        from word in Word("hamilton")
        from functional in expressions.Application
        select (FlowItem)new HamiltonItem(functional, false, default);

    /// <summary>A name, or H^-1.</summary>
    private TokenListParser<TokenKind, NamedSpan> NeededMetric => input =>
    {
        var name = NeededName("the metric", "metrics are `L2`, `H^-1`, `wasserstein`, …")(input);
        if (!name.HasValue || name.Value.Name != "H" || State.Peek(name.Remainder).Kind != TokenKind.Caret)
            return name;
        var minus = Skip(name.Remainder);
        var one = State.Peek(minus).Kind == TokenKind.None ? minus : Skip(minus);
        if (State.Peek(minus).Kind != TokenKind.Minus || !State.Peek(one).Span.EqualsValue("1"))
            return State.Fail<NamedSpan>(minus, GrammarErrors.Missing(State.Place(minus), "-1", "`H^`", "the metric is written `H^-1`"));
        return TokenListParserResult.Value(
            new NamedSpan("H^-1", SourceSpan.Between(name.Value.Span.Start, State.Place(one).End)), input, Skip(one));
    };

    /// <summary>Whether a word stands here as the keyword that it is before an operand.</summary>
    private bool Begins(TokenList<TokenKind> input, string word) =>
        Words.Is(State.Peek(input), word) && PostfixParser.Begins(State.Peek(input, 1).Kind);
}
