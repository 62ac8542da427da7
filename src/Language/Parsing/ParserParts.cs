using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Text;
using Flows.Language.Tokens;
using Superpower;
using Superpower.Model;

namespace Flows.Language.Parsing;

/// <summary>
/// The parsers that all groups of the grammar use. A parser named after what it takes fails softly where that does not
/// stand, so that alternatives may follow; one named `Needed…` fails for good, with its own error.
/// </summary>
internal abstract class ParserParts(ParseState state)
{
    /// <summary>What the parsers share.</summary>
    protected ParseState State { get; } = state;

    /// <summary>A token of a kind, softly.</summary>
    /// <remarks>Not Superpower's own, which writes a message of its own for every token that is not there.</remarks>
    protected TokenListParser<TokenKind, Token<TokenKind>> Soft(TokenKind kind) => input => State.Peek(input).Kind == kind
        ? Take(input, State.Peek(input))
        : TokenListParserResult.Empty<TokenKind, Token<TokenKind>>(input);

    /// <summary>A contextual word, softly.</summary>
    protected TokenListParser<TokenKind, NamedSpan> Word(params ReadOnlySpan<string> words)
    {
        string[] wanted = [.. words];
        return input =>
        {
            var token = State.Peek(input);
            foreach (var word in wanted)
                if (Words.Is(token, word))
                    return Take(input, new NamedSpan(word, Words.SpanOf(token)));
            return TokenListParserResult.Empty<TokenKind, NamedSpan>(input);
        };
    }

    /// <summary>A token that must stand here.</summary>
    protected TokenListParser<TokenKind, Token<TokenKind>> Needed(TokenKind kind, string written, string after, string? help = null) =>
        input => State.Peek(input).Kind == kind
            ? Take(input, State.Peek(input))
            : State.Fail<Token<TokenKind>>(input, GrammarErrors.Missing(State.Place(input), written, after, help));

    /// <summary>A contextual word that must stand here.</summary>
    protected TokenListParser<TokenKind, NamedSpan> NeededWord(string word, string after, string? help = null) =>
        input => Words.Is(State.Peek(input), word)
            ? Take(input, new NamedSpan(word, State.Place(input)))
            : State.Fail<NamedSpan>(input, GrammarErrors.Missing(State.Place(input), word, after, help));

    /// <summary>The `=` of a declaration.</summary>
    protected TokenListParser<TokenKind, Token<TokenKind>> NeededEqual(string after) => Needed(TokenKind.Equal, "=", after);

    /// <summary>A name that must stand here.</summary>
    protected TokenListParser<TokenKind, NamedSpan> NeededName(string what, string? help = null) => input =>
    {
        var token = State.Peek(input);
        if (token.Kind == TokenKind.Name)
            return Take(input, new NamedSpan(Words.NameOf(token), Words.SpanOf(token)));
        return State.Fail<NamedSpan>(input, Words.IsReserved(token.Kind)
            ? GrammarErrors.ReservedWord(State.Place(input), token.ToStringValue())
            : GrammarErrors.NoName(State.Place(input), what, help));
    };

    /// <summary>A name, or several in parentheses.</summary>
    protected TokenListParser<TokenKind, (Seq<NamedSpan> Names, bool IsTuple, SourceSpan Span)> NeededNames(string what) => Spanned(
        Soft(TokenKind.LeftParenthesis).IgnoreThen(NamesUntil(TokenKind.RightParenthesis, ")", what)).Select(names => (names, true))
            .Or(NeededName(what).Select(name => (new Seq<NamedSpan>([name]), false))),
        (found, span) => (found.Item1, found.Item2, span));

    /// <summary>Names with commas between them, up to and with a closing token.</summary>
    protected TokenListParser<TokenKind, Seq<NamedSpan>> NamesUntil(TokenKind closer, string written, string what) =>
        from names in Separated(NeededName(what), TokenKind.Comma)
        from close in Needed(closer, written, "the names")
        select names;

    /// <summary>One or more, with a separator between them.</summary>
    protected TokenListParser<TokenKind, Seq<T>> Separated<T>(TokenListParser<TokenKind, T> item, TokenKind separator) =>
        from first in item
        from rest in Soft(separator).IgnoreThen(item).Many()
        select new Seq<T>([first, .. rest]);

    /// <summary>What a parser finds, or null where it does not begin.</summary>
    protected static TokenListParser<TokenKind, T?> Maybe<T>(TokenListParser<TokenKind, T> parser) where T : class =>
        parser.Select(found => (T?)found).OptionalOrDefault(null);

    /// <summary>What a parser finds, made into syntax with the span it covers.</summary>
    protected TokenListParser<TokenKind, TOut> Spanned<TIn, TOut>(
        TokenListParser<TokenKind, TIn> parser, Func<TIn, SourceSpan, TOut> make) => input =>
    {
        var result = parser(input);
        return result.HasValue
            ? TokenListParserResult.Value(make(result.Value, State.Span(input, result.Remainder)), input, result.Remainder)
            : TokenListParserResult.CastEmpty<TokenKind, TIn, TOut>(result);
    };

    /// <summary>Takes one token.</summary>
    protected static TokenListParserResult<TokenKind, T> Take<T>(TokenList<TokenKind> input, T value) =>
        TokenListParserResult.Value(value, input, input.ConsumeToken().Remainder);

    /// <summary>The input behind one token.</summary>
    protected static TokenList<TokenKind> Skip(TokenList<TokenKind> input) => input.ConsumeToken().Remainder;
}
