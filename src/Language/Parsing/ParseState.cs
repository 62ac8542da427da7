using Flows.Language.Diagnostics;
using Flows.Language.Text;
using Flows.Language.Tokens;
using Superpower;
using Superpower.Model;

namespace Flows.Language.Parsing;

/// <summary>What the parsers of one text share: the tokens of the declaration at hand, how deep they are, and the error they met.</summary>
internal sealed class ParseState
{
    /// <summary>The highest tree: a sum of 5,000 terms within a nest of 256 levels.</summary>
    public const int HighestTree = 6_000;

    private static readonly Token<TokenKind> End = new(TokenKind.None, new TextSpan(""));

    private Token<TokenKind>[] _tokens = [];

    /// <summary>How deep the parser is in nested expressions.</summary>
    public int Depth { get; private set; }

    /// <summary>The first error; with one, nothing more is parsed.</summary>
    public Diagnostic? Failure { get; private set; }

    /// <summary>Turns to the tokens of another declaration.</summary>
    public TokenList<TokenKind> Begin(Token<TokenKind>[] tokens)
    {
        (_tokens, Depth, Failure) = (tokens, 0, null);
        return new TokenList<TokenKind>(tokens);
    }

    /// <summary>The next token; of kind None at the end.</summary>
    public Token<TokenKind> Peek(TokenList<TokenKind> input, int ahead = 0) =>
        input.Position + ahead < _tokens.Length ? _tokens[input.Position + ahead] : End;

    /// <summary>The token before the next.</summary>
    public Token<TokenKind> Before(TokenList<TokenKind> input) => input.Position > 0 ? _tokens[input.Position - 1] : End;

    /// <summary>Whether the next token follows the one before it without a space.</summary>
    public bool IsAdjacent(TokenList<TokenKind> input) =>
        input.Position > 0 && input.Position < _tokens.Length
        && Words.SpanOf(Before(input)).End == _tokens[input.Position].Position.Absolute;

    /// <summary>Whether the next token stands on the line of the one before it.</summary>
    public bool IsOnLine(TokenList<TokenKind> input) =>
        input.Position > 0 && input.Position < _tokens.Length
        && Before(input).Position.Line == _tokens[input.Position].Position.Line;

    /// <summary>Where the next token stands; at the end, the place behind the last.</summary>
    public SourceSpan Place(TokenList<TokenKind> input)
    {
        if (input.Position < _tokens.Length)
            return Words.SpanOf(_tokens[input.Position]);
        return _tokens.Length == 0 ? default : new SourceSpan(Words.SpanOf(_tokens[^1]).End, 0);
    }

    /// <summary>From the first token of one input up to the token before another.</summary>
    public SourceSpan Span(TokenList<TokenKind> from, TokenList<TokenKind> to) =>
        from.Position >= to.Position ? Place(from) : Place(from).To(Words.SpanOf(_tokens[to.Position - 1]));

    /// <summary>From the first token of one input up to the last but one token before another.</summary>
    public SourceSpan SpanBefore(TokenList<TokenKind> from, TokenList<TokenKind> to) =>
        Place(from).To(Words.SpanOf(_tokens[to.Position - 2]));

    /// <summary>Fails for good: no alternative is tried.</summary>
    public TokenListParserResult<TokenKind, T> Fail<T>(TokenList<TokenKind> at, Diagnostic error)
    {
        Failure ??= error;
        return TokenListParserResult.Empty<TokenKind, T>(at);
    }

    /// <summary>Runs a parser one level deeper; fails beyond the deepest.</summary>
    public TokenListParserResult<TokenKind, T> Nested<T>(TokenListParser<TokenKind, T> parser, TokenList<TokenKind> input)
    {
        if (Depth > Brackets.DeepestNesting)
            return Fail<T>(input, GrammarErrors.TooDeep(Place(input)));
        Depth++;
        var result = parser(input);
        Depth--;
        return result;
    }

    /// <summary>A successful result, unless its tree is too high.</summary>
    public TokenListParserResult<TokenKind, Measured> Done(Measured value, TokenList<TokenKind> from, TokenList<TokenKind> to) =>
        value.Height > HighestTree
            ? Fail<Measured>(from, GrammarErrors.TooDeep(Place(from)))
            : TokenListParserResult.Value(value, from, to);
}
