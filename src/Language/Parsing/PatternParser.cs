using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Tokens;
using Superpower;
using Superpower.Model;

namespace Flows.Language.Parsing;

/// <summary>What `let` and `fun` bind.</summary>
internal sealed class PatternParser(ParseState state) : ParserParts(state)
{
    /// <summary>A pattern and the `=` behind it.</summary>
    public TokenListParserResult<TokenKind, PatternSyntax> NeededPattern(TokenList<TokenKind> input)
    {
        var names = NeededNames("the name that `let` defines")(input);
        if (!names.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, (Seq<NamedSpan>, bool, Text.SourceSpan), PatternSyntax>(names);
        var (found, isTuple, _) = names.Value;
        var parameters = isTuple
            ? NeededEqual("the names").Value(new Seq<ParameterSyntax>([]))(names.Remainder)
            : ParametersUntil(TokenKind.Equal, "=", $"`{found[0].Name}`", atLeastOne: false)(names.Remainder);
        return parameters.HasValue
            ? TokenListParserResult.Value(
                new PatternSyntax(
                    [.. found.Select(n => n.Name)],
                    isTuple,
                    parameters.Value,
                    State.SpanBefore(input, parameters.Remainder)),
                input,
                parameters.Remainder)
            : TokenListParserResult.CastEmpty<TokenKind, Seq<ParameterSyntax>, PatternSyntax>(parameters);
    }

    /// <summary>One or more parameters and the token behind them.</summary>
    public TokenListParser<TokenKind, Seq<ParameterSyntax>> NeededParameters(TokenKind end, string written, string after) =>
        ParametersUntil(end, written, after, atLeastOne: true);

    private TokenListParser<TokenKind, Seq<ParameterSyntax>> ParametersUntil(
        TokenKind end, string written, string after, bool atLeastOne) => input =>
    {
        var parameters = new List<ParameterSyntax>();
        var rest = input;
        while (State.Peek(rest).Kind != end || (atLeastOne && parameters.Count == 0))
        {
            var kind = State.Peek(rest).Kind;
            if (parameters.Count > 0 || !atLeastOne)
                if (kind is not (TokenKind.Name or TokenKind.LeftParenthesis) && !Words.IsReserved(kind))
                    return State.Fail<Seq<ParameterSyntax>>(rest, GrammarErrors.Missing(State.Place(rest), written, after));
            var names = NeededNames("the name of a parameter")(rest);
            if (!names.HasValue)
                return TokenListParserResult.CastEmpty<TokenKind, (Seq<NamedSpan>, bool, Text.SourceSpan), Seq<ParameterSyntax>>(names);
            var (found, isTuple, span) = names.Value;
            parameters.Add(new ParameterSyntax([.. found.Select(n => n.Name)], isTuple, span));
            rest = names.Remainder;
        }
        return TokenListParserResult.Value(new Seq<ParameterSyntax>([.. parameters]), input, Skip(rest));
    };
}
