using Flows.Language.Tokens;

namespace Flows.Language.Formatting;

/// <summary>
/// Spells symbols in Unicode or in ASCII (docs/language.md §2). A word is a symbol only where it is a value and the program has nothing of
/// its own by that name; names are never touched.
/// </summary>
internal static class SymbolSpeller
{
    /// <summary>The pieces with what is written, and what is measured, in a spelling.</summary>
    public static List<Piece> Spell(List<Piece> pieces, SyntaxPlaces places, Spelling spelling)
    {
        var own = OwnNames(pieces, places);
        var spelled = new List<Piece>(pieces.Count);
        for (var i = 0; i < pieces.Count; i++)
        {
            var ascii = Ascii(pieces[i], own);
            spelled.Add(pieces[i] with
            {
                Ascii = ascii,
                Text = spelling switch
                {
                    Spelling.Unicode => Unicode(pieces, i, places, own),
                    Spelling.Ascii => ascii,
                    _ => pieces[i] is { Kind: TokenKind.Caret } ? "^" : pieces[i].Text,
                },
            });
        }
        return spelled;
    }

    /// <summary>The names that occur anywhere but as a value: as what a definition defines, a parameter, a component, an option.</summary>
    private static HashSet<string> OwnNames(List<Piece> pieces, SyntaxPlaces places) =>
    [
        .. pieces.Where(p => p.Kind == TokenKind.Name && !places.Names.Contains(p.Span.Start)).Select(p => Symbols.NameOf(p.Text) ?? p.Text),
    ];

    private static string Ascii(Piece piece, HashSet<string> own) => piece.Kind switch
    {
        TokenKind.Integral => "int",
        TokenKind.Arrow => "->",
        TokenKind.LessOrEqual => "<=",
        TokenKind.GreaterOrEqual => ">=",
        TokenKind.NotEqual => "<>",
        TokenKind.Minus => "-",
        TokenKind.Star => "*",
        TokenKind.Caret => "^",
        TokenKind.Superscript => piece.Text == "²" ? "^2" : "^3",
        TokenKind.Number => piece.Text.Replace('−', '-'),
        // `in` is a word of the language, whatever else is called so.
        TokenKind.Name when Symbols.NameOf(piece.Text) is { } name && (name == "in" || !own.Contains(name)) => name,
        _ => piece.Text,
    };

    private static string Unicode(List<Piece> pieces, int at, SyntaxPlaces places, HashSet<string> own)
    {
        var piece = pieces[at];
        return piece.Kind switch
        {
            TokenKind.Integral => "∫",
            TokenKind.Arrow => "→",
            TokenKind.LessOrEqual => "≤",
            TokenKind.GreaterOrEqual => "≥",
            TokenKind.NotEqual => "≠",
            TokenKind.Minus => "−",
            TokenKind.Caret => IsSuperscript(pieces, at) ? pieces[at + 1].Text == "2" ? "²" : "³" : "^",
            TokenKind.Number when at > 0 && IsSuperscript(pieces, at - 1) => "",
            TokenKind.Name when IsMembership(pieces, at, places) => "∈",
            TokenKind.Name when !own.Contains(piece.Text) && Symbols.OfName(piece.Text) is { } symbol => symbol,
            _ => piece.Text,
        };
    }

    /// <summary>Whether `^` and the number behind it are a superscript: an exponent of 2 or 3 and nothing more.</summary>
    private static bool IsSuperscript(List<Piece> pieces, int at)
    {
        if (pieces[at].Kind != TokenKind.Caret || at + 1 >= pieces.Count
            || pieces[at + 1] is not { Kind: TokenKind.Number, LinesBefore: 0, Text: "2" or "3" })
            return false;
        var next = pieces.Skip(at + 2).FirstOrDefault(p => !p.IsComment);
        return next is not { Kind: TokenKind.Caret or TokenKind.Superscript or TokenKind.Prime or TokenKind.Point };
    }

    /// <summary>Whether a word is the `in` between a parameter and its range, or between a state and the domain that it lies in.</summary>
    private static bool IsMembership(List<Piece> pieces, int at, SyntaxPlaces places)
    {
        if ((Symbols.NameOf(pieces[at].Text) ?? pieces[at].Text) != "in")
            return false;
        var behind = pieces.Skip(at + 1).Where(p => !p.IsComment).Take(2).ToList();
        return behind is [var domain, ..] && places.Domains.Contains(domain.Span.Start)
            || behind is [{ Kind: TokenKind.LeftBracket }, var low] && places.Ranges.Contains(low.Span.Start);
    }
}
