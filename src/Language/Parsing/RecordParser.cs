using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Tokens;
using Superpower;
using Superpower.Model;

namespace Flows.Language.Parsing;

/// <summary>{ a = 1; b = 2 }.</summary>
internal sealed class RecordParser(ParseState state, ExpressionParser expressions) : ParserParts(state)
{
    /// <summary>A record, or null where none begins.</summary>
    public TokenListParser<TokenKind, RecordSyntax?> Optional => Maybe(Spanned(
        from open in Soft(TokenKind.LeftBrace)
        from fields in (TokenListParser<TokenKind, Seq<FieldSyntax>>)Fields
        select fields,
        (fields, span) => new RecordSyntax(fields, span)));

    /// <summary>A record, which must stand here.</summary>
    public TokenListParser<TokenKind, RecordSyntax> Needed(string after) => input =>
        State.Peek(input).Kind == TokenKind.LeftBrace
            ? Optional.Select(record => record!)(input)
            : State.Fail<RecordSyntax>(input, GrammarErrors.NoRecord(State.Place(input), after));

    /// <summary>The entries of a record and its closing brace.</summary>
    private TokenListParserResult<TokenKind, Seq<FieldSyntax>> Fields(TokenList<TokenKind> input)
    {
        var fields = new List<FieldSyntax>();
        var rest = input;
        while (State.Peek(rest).Kind != TokenKind.RightBrace)
        {
            var field = Field(rest);
            if (!field.HasValue)
                return TokenListParserResult.CastEmpty<TokenKind, FieldSyntax, Seq<FieldSyntax>>(field);
            fields.Add(field.Value);
            rest = field.Remainder;
            if (State.Peek(rest).Kind == TokenKind.Semicolon)
                rest = Skip(rest);
            else if (State.Peek(rest).Kind != TokenKind.RightBrace)
                return State.Fail<Seq<FieldSyntax>>(rest, GrammarErrors.Missing(
                    State.Place(rest), ";", "an entry of the record", "the entries of a record are separated by `;`"));
        }
        return TokenListParserResult.Value(new Seq<FieldSyntax>([.. fields]), input, Skip(rest));
    }

    private TokenListParser<TokenKind, FieldSyntax> Field =>
        from name in FieldName
        from equal in NeededEqual($"`{name.Name}`")
        from value in (TokenListParser<TokenKind, ExprSyntax>)Value
        select new FieldSyntax(name, value);

    /// <summary>A name; also `open` and other words that begin declarations, which cannot be meant here.</summary>
    private TokenListParser<TokenKind, NamedSpan> FieldName => input =>
        Words.OpensDeclaration(State.Peek(input).Kind)
            ? Take(input, new NamedSpan(State.Peek(input).ToStringValue(), State.Place(input)))
            : NeededName("the name of an entry", "write `{ a = 1; b = 2 }`")(input);

    /// <summary>An expression, or the word `data` alone: `{ on = data }`.</summary>
    private TokenListParserResult<TokenKind, ExprSyntax> Value(TokenList<TokenKind> input) =>
        State.Peek(input).Kind == TokenKind.Data && State.Peek(input, 1).Kind is TokenKind.Semicolon or TokenKind.RightBrace
            ? Take<ExprSyntax>(input, new NameSyntax("data", State.Place(input)))
            : expressions.Expression(input);
}
