using Flows.Language.Parsing;
using Flows.Language.Text;
using Flows.Language.Tokens;
using Superpower.Model;

namespace Flows.Language.Formatting;

/// <summary>Cuts a program without errors into tokens and comments, and notes what decides how each is set.</summary>
internal static class PieceReader
{
    /// <summary>All tokens and comments in order, spelled as they are written.</summary>
    public static List<Piece> Read(string text, SyntaxPlaces places)
    {
        var tokens = FlowTokenizer.TokensOf(text);
        var (starts, kinds) = Resolved(tokens);
        var pieces = new List<Piece>(tokens.Length);
        var end = 0;
        foreach (var token in tokens)
        {
            var span = Words.SpanOf(token);
            end = AddComments(pieces, text, end, span.Start);
            var kind = kinds.GetValueOrDefault(span.Start, token.Kind);
            var written = kind == TokenKind.DocComment ? token.ToStringValue().TrimEnd() : token.ToStringValue();
            pieces.Add(new Piece(kind, span, Lines(text, end, span.Start), written) { StartsDeclaration = starts.Contains(span.Start) });
            end = span.End;
        }
        AddComments(pieces, text, end, text.Length);
        Mark(pieces, places);
        return pieces;
    }

    /// <summary>Where declarations start, and the kinds of the tokens with their bars resolved.</summary>
    private static (HashSet<int> Starts, Dictionary<int, TokenKind> Kinds) Resolved(Token<TokenKind>[] tokens)
    {
        var starts = new HashSet<int>();
        var kinds = new Dictionary<int, TokenKind>();
        foreach (var chunk in Layout.Split(tokens).Value!)
        {
            starts.Add(Words.SpanOf(chunk.Tokens[0]).Start);
            foreach (var token in Brackets.Resolve(chunk.Tokens).Value!)
                kinds[Words.SpanOf(token).Start] = token.Kind;
        }
        return (starts, kinds);
    }

    /// <summary>Adds the comments of a gap between two tokens.</summary>
    /// <returns>The end of the last one, or the start of the gap.</returns>
    private static int AddComments(List<Piece> pieces, string text, int start, int end)
    {
        for (var at = start; at < end;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            var span = new SourceSpan(at, Trivia.CommentLength(text.AsSpan(at, end - at)));
            var written = text.Substring(at, span.Length).TrimEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
            pieces.Add(new Piece(TokenKind.None, span, Lines(text, start, at), written));
            (start, at) = (span.End, span.End);
        }
        return start;
    }

    private static int Lines(string text, int start, int end) => text.AsSpan(start, end - start).Count('\n');

    private static void Mark(List<Piece> pieces, SyntaxPlaces places)
    {
        int[] tokens = [.. Enumerable.Range(0, pieces.Count).Where(i => !pieces[i].IsComment)];
        var (first, index, depth, defined) = (TokenKind.None, 0, 0, false);
        for (var i = 0; i < tokens.Length; i++, index++)
        {
            var piece = pieces[tokens[i]];
            if (piece.StartsDeclaration)
                (first, index, depth, defined) = (piece.Kind, 0, 0, false);
            depth += Depth.Of(piece.Kind);
            var before = i > 0 ? pieces[tokens[i - 1]] : null;
            var next = i + 1 < tokens.Length ? pieces[tokens[i + 1]].Span.Start : -1;
            var defines = piece.Kind == TokenKind.Equal && depth == 0 && !defined && IsDefinition(first);
            defined |= defines;
            pieces[tokens[i]] = piece with
            {
                Defines = defines,
                IsSign = piece.Kind == TokenKind.Minus && (places.Signs.Contains(piece.Span.Start) || before is { EndsOperand: false, Kind: not TokenKind.RightBrace }),
                IsApplied = piece.Kind == TokenKind.Name && places.Applied.Contains(piece.Span.Start),
                IsLoose = piece.IsProduct && (places.Factors.Contains(next) || IsSetLoose(pieces, tokens[i])),
                IsApart = piece.Kind == TokenKind.LeftBracket && !defined && first == TokenKind.Name
                    ? index > 1
                    : places.LowerEnds.Contains(next) || !IsAdjacent(pieces, tokens[i]),
            };
        }
    }

    private static bool IsDefinition(TokenKind first) => first is TokenKind.Let or TokenKind.Param or TokenKind.Data or TokenKind.Domain
        or TokenKind.State or TokenKind.Name or TokenKind.Network or TokenKind.Flow or TokenKind.Observe;

    /// <summary>Whether the author set space, or a comment, on both sides.</summary>
    private static bool IsSetLoose(List<Piece> pieces, int at) => !IsAdjacent(pieces, at) && !IsAdjacent(pieces, at + 1);

    /// <summary>Whether a piece touches the token before it.</summary>
    private static bool IsAdjacent(List<Piece> pieces, int at) =>
        at > 0 && at < pieces.Count && !pieces[at - 1].IsComment && !pieces[at].IsComment
        && pieces[at - 1].Span.End == pieces[at].Span.Start;
}
