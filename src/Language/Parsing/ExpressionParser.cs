using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Text;
using Flows.Language.Tokens;
using Superpower;
using Superpower.Model;

namespace Flows.Language.Parsing;

/// <summary>Levels 1 to 8 of expressions: everything that is written with operators (docs/language.md §3).</summary>
internal sealed class ExpressionParser : ParserParts
{
    /// <summary>The most operators of one level in a row.</summary>
    private const int LongestChain = 5_000;

    private readonly ApplicationParser _applications;

    // Made once: a method group makes a new delegate wherever it is named.
    private readonly TokenListParser<TokenKind, Measured> _pipes, _disjunctions, _conjunctions, _negations, _sums, _products, _signed, _powers;

    /// <summary>Makes the parsers of expressions.</summary>
    public ExpressionParser(ParseState state)
        : base(state)
    {
        _applications = new ApplicationParser(state, this);
        (_pipes, _disjunctions, _conjunctions, _negations) = (Pipes, Disjunctions, Conjunctions, Negations);
        (_sums, _products, _signed, _powers) = (Sums, Products, Signed, Powers);
        Expression = input => Tree(State.Nested(_pipes, input));
        Sum = input => Tree(State.Nested(_sums, input));
        Term = input => Tree(State.Nested(_products, input));
        Power = input => Tree(State.Nested(_powers, input));
        Application = input => Tree(State.Nested<Measured>(_applications.Application, input));
    }

    /// <summary>A whole expression.</summary>
    public TokenListParser<TokenKind, ExprSyntax> Expression { get; }

    /// <summary>A sum: all that binds tighter than a comparison.</summary>
    public TokenListParser<TokenKind, ExprSyntax> Sum { get; }

    /// <summary>A product.</summary>
    public TokenListParser<TokenKind, ExprSyntax> Term { get; }

    /// <summary>A power.</summary>
    public TokenListParser<TokenKind, ExprSyntax> Power { get; }

    /// <summary>An application.</summary>
    public TokenListParser<TokenKind, ExprSyntax> Application { get; }

    /// <summary>A whole expression and its height, one level deeper.</summary>
    public TokenListParserResult<TokenKind, Measured> Inner(TokenList<TokenKind> input) => State.Nested(_pipes, input);

    private static TokenListParserResult<TokenKind, ExprSyntax> Tree(TokenListParserResult<TokenKind, Measured> result) =>
        result.HasValue
            ? TokenListParserResult.Value(result.Value.Tree, result.Location, result.Remainder)
            : TokenListParserResult.CastEmpty<TokenKind, Measured, ExprSyntax>(result);

    private TokenListParserResult<TokenKind, Measured> Pipes(TokenList<TokenKind> input) => Chain(
        input, _disjunctions, kind => kind == TokenKind.Pipe ? BinaryOperator.Pipe : null);

    private TokenListParserResult<TokenKind, Measured> Disjunctions(TokenList<TokenKind> input) => Chain(
        input, _conjunctions, kind => kind == TokenKind.Or ? BinaryOperator.Or : null);

    private TokenListParserResult<TokenKind, Measured> Conjunctions(TokenList<TokenKind> input) => Chain(
        input, _negations, kind => kind == TokenKind.And ? BinaryOperator.And : null);

    private TokenListParserResult<TokenKind, Measured> Sums(TokenList<TokenKind> input) => Chain(
        input, _products, kind => kind switch
        {
            TokenKind.Plus => BinaryOperator.Add,
            TokenKind.Minus => BinaryOperator.Subtract,
            _ => null,
        });

    private TokenListParserResult<TokenKind, Measured> Products(TokenList<TokenKind> input) => Chain(
        input, _signed, kind => kind switch
        {
            TokenKind.Star => BinaryOperator.Multiply,
            TokenKind.Slash => BinaryOperator.Divide,
            TokenKind.MiddleDot => BinaryOperator.Dot,
            _ => null,
        });

    /// <summary>A left-associative level.</summary>
    private TokenListParserResult<TokenKind, Measured> Chain(
        TokenList<TokenKind> input, TokenListParser<TokenKind, Measured> operand, Func<TokenKind, BinaryOperator?> operatorOf)
    {
        var result = operand(input);
        for (var count = 0; result.HasValue && operatorOf(State.Peek(result.Remainder).Kind) is { } binary; count++)
        {
            var at = State.Place(result.Remainder);
            if (count >= LongestChain)
                return State.Fail<Measured>(result.Remainder, GrammarErrors.TooManyTerms(at));
            var left = result.Value;
            var right = operand(Skip(result.Remainder));
            if (!right.HasValue)
                return right;
            result = State.Done(Join(binary, left, right.Value, at), input, right.Remainder);
        }
        return result;
    }

    private static Measured Join(BinaryOperator binary, Measured left, Measured right, SourceSpan at) => new(
        new BinarySyntax(binary, left.Tree, right.Tree, at, left.Tree.Span.To(right.Tree.Span)),
        1 + Math.Max(left.Height, right.Height));

    private TokenListParserResult<TokenKind, Measured> Negations(TokenList<TokenKind> input)
    {
        if (State.Peek(input).Kind != TokenKind.Not)
            return Comparisons(input);
        var operand = State.Nested(_negations, Skip(input));
        return operand.HasValue
            ? State.Done(
                new(new NotSyntax(operand.Value.Tree, State.Span(input, operand.Remainder)), operand.Value.Height + 1),
                input,
                operand.Remainder)
            : operand;
    }

    private TokenListParserResult<TokenKind, Measured> Comparisons(TokenList<TokenKind> input)
    {
        var low = Sums(input);
        if (!low.HasValue || ComparisonOf(State.Peek(low.Remainder).Kind) is not { } first)
            return low;
        var middle = Sums(Skip(low.Remainder));
        if (!middle.HasValue)
            return middle;
        if (ComparisonOf(State.Peek(middle.Remainder).Kind) is not { } second)
            return State.Done(Join(first, low.Value, middle.Value, State.Place(low.Remainder)), input, middle.Remainder);
        if (!IsLess(first) || !IsLess(second))
            return State.Fail<Measured>(middle.Remainder, GrammarErrors.ChainedComparison(State.Place(middle.Remainder)));
        var high = Sums(Skip(middle.Remainder));
        if (!high.HasValue)
            return high;
        if (ComparisonOf(State.Peek(high.Remainder).Kind) is not null)
            return State.Fail<Measured>(high.Remainder, GrammarErrors.ChainedComparison(State.Place(high.Remainder)));
        var between = new BetweenSyntax(
            low.Value.Tree, first, middle.Value.Tree, second, high.Value.Tree, State.Span(input, high.Remainder));
        var height = 1 + Math.Max(low.Value.Height, Math.Max(middle.Value.Height, high.Value.Height));
        return State.Done(new(between, height), input, high.Remainder);
    }

    private static bool IsLess(BinaryOperator comparison) => comparison is BinaryOperator.Less or BinaryOperator.LessOrEqual;

    private static BinaryOperator? ComparisonOf(TokenKind kind) => kind switch
    {
        TokenKind.Less => BinaryOperator.Less,
        TokenKind.LessOrEqual => BinaryOperator.LessOrEqual,
        TokenKind.Greater => BinaryOperator.Greater,
        TokenKind.GreaterOrEqual => BinaryOperator.GreaterOrEqual,
        TokenKind.Equal => BinaryOperator.Equal,
        TokenKind.NotEqual => BinaryOperator.NotEqual,
        _ => null,
    };

    private TokenListParserResult<TokenKind, Measured> Signed(TokenList<TokenKind> input)
    {
        if (State.Peek(input).Kind != TokenKind.Minus)
            return Powers(input);
        var operand = State.Nested(_signed, Skip(input));
        return operand.HasValue
            ? State.Done(
                new(new NegateSyntax(operand.Value.Tree, State.Span(input, operand.Remainder)), operand.Value.Height + 1),
                input,
                operand.Remainder)
            : operand;
    }

    private TokenListParserResult<TokenKind, Measured> Powers(TokenList<TokenKind> input)
    {
        var target = _applications.Application(input);
        if (!target.HasValue)
            return target;
        var at = State.Place(target.Remainder);
        if (State.Peek(target.Remainder).Kind == TokenKind.Superscript)
            return Superscript(input, target);
        if (State.Peek(target.Remainder).Kind != TokenKind.Caret)
            return target;
        var exponent = State.Nested(_signed, Skip(target.Remainder));
        return exponent.HasValue
            ? State.Done(Join(BinaryOperator.Power, target.Value, exponent.Value, at), input, exponent.Remainder)
            : exponent;
    }

    /// <summary>x² is x^2; nothing may be raised to a power after it.</summary>
    private TokenListParserResult<TokenKind, Measured> Superscript(
        TokenList<TokenKind> input, TokenListParserResult<TokenKind, Measured> target)
    {
        var at = State.Place(target.Remainder);
        var digit = State.Peek(target.Remainder).Span.AsReadOnlySpan()[0] == '²' ? "2" : "3";
        var rest = Skip(target.Remainder);
        return State.Peek(rest).Kind is TokenKind.Caret or TokenKind.Superscript
            ? State.Fail<Measured>(rest, GrammarErrors.PowerAfterSuperscript(State.Place(rest)))
            : State.Done(Join(BinaryOperator.Power, target.Value, new(new NumberSyntax(digit, at), 1), at), input, rest);
    }
}
