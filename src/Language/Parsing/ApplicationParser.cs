using Flows.Language.Syntax;
using Flows.Language.Tokens;
using Superpower.Model;

namespace Flows.Language.Parsing;

/// <summary>Level 9 of expressions: f a b, and averages over data.</summary>
internal sealed class ApplicationParser : ParserParts
{
    private readonly PostfixParser _postfixes;
    private readonly FormParser _forms;

    /// <summary>Makes the parsers of applications.</summary>
    public ApplicationParser(ParseState state, ExpressionParser expressions)
        : base(state)
    {
        _postfixes = new PostfixParser(state, expressions);
        _forms = new FormParser(state, expressions);
    }

    /// <summary>A form, or a postfix expression with its juxtaposed arguments.</summary>
    public TokenListParserResult<TokenKind, Measured> Application(TokenList<TokenKind> input)
    {
        if (FormParser.Begins(State.Peek(input).Kind))
            return _forms.Form(input);
        var head = _postfixes.Postfix(input);
        if (!head.HasValue)
            return head;
        var arguments = new List<ExprSyntax>();
        var (height, rest) = (head.Value.Height, head.Remainder);
        while (IsArgument(rest))
        {
            if (arguments.Count == 0 && head.Value.Tree is NumberSyntax or NormSyntax)
                return State.Fail<Measured>(rest, _postfixes.NumberApplied(head.Value.Tree, rest));
            var argument = _postfixes.Postfix(rest);
            if (!argument.HasValue)
                return argument;
            arguments.Add(argument.Value.Tree);
            height = Math.Max(height, argument.Value.Height);
            rest = argument.Remainder;
        }
        if (IsAverage(head.Value.Tree, arguments, rest))
            return Average(input, (NameSyntax)(head.Value.Tree is CallSyntax call ? call.Target : head.Value.Tree),
                head.Value.Tree is CallSyntax { Arguments: var inCall } ? [.. inCall.Select(Parenthesised)] : [.. arguments], height, rest);
        return arguments.Count == 0
            ? head
            : State.Done(
                new(new ApplySyntax(head.Value.Tree, [.. arguments], State.Span(input, rest)), height + 1), input, rest);
    }

    private bool IsArgument(TokenList<TokenKind> input)
    {
        var token = State.Peek(input);
        return PostfixParser.Begins(token.Kind) && State.IsOnLine(input) && !Words.IsClause(token);
    }

    /// <summary>mean or sum, applied, before `over` and names; without a space before its parenthesis only if a function stands there.</summary>
    private bool IsAverage(ExprSyntax head, List<ExprSyntax> arguments, TokenList<TokenKind> rest) =>
        Words.Is(State.Peek(rest), "over")
        && State.Peek(rest, 1).Kind is TokenKind.Name or TokenKind.LeftParenthesis
        && (head is CallSyntax { Target: var target, Arguments: var inCall } && arguments.Count == 0
            ? IsAverageName(target) && inCall.All(a => a.Name is null) && inCall.Any(a => a.Value is FunSyntax)
            : IsAverageName(head) && arguments.Count > 0);

    private static bool IsAverageName(ExprSyntax head) => head is NameSyntax { Name: "mean" or "sum" };

    private static ExprSyntax Parenthesised(ArgumentSyntax argument) => new ParenthesisSyntax(argument.Value, argument.Span);

    private TokenListParserResult<TokenKind, Measured> Average(
        TokenList<TokenKind> input, NameSyntax kind, Seq<ExprSyntax> arguments, int height, TokenList<TokenKind> rest)
    {
        var over = NeededNames("the name of the data")(Skip(rest));
        return over.HasValue
            ? State.Done(
                new(
                    new AverageSyntax(
                        kind.Name, arguments, [.. over.Value.Names.Select(n => n.Name)], State.Span(input, over.Remainder)),
                    height + 1),
                input,
                over.Remainder)
            : TokenListParserResult.CastEmpty<TokenKind, (Seq<NamedSpan>, bool, Text.SourceSpan), Measured>(over);
    }
}
