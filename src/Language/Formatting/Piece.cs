using Flows.Language.Text;
using Flows.Language.Tokens;

namespace Flows.Language.Formatting;

/// <summary>A token or a comment, with what decides how it is set.</summary>
/// <param name="Kind">Of the token, its bars resolved; None for `//` and `(* *)`, DocComment for `///`.</param>
/// <param name="Span">Where it stands in the source.</param>
/// <param name="LinesBefore">How many line breaks stand between it and the piece before it.</param>
/// <param name="Text">What is written.</param>
internal sealed record Piece(TokenKind Kind, SourceSpan Span, int LinesBefore, string Text)
{
    /// <summary>
    /// What is written where every symbol is spelled in ASCII. Lines are measured by it, so that the layout does not depend on the spelling.
    /// </summary>
    public string Ascii { get; init; } = Text;

    /// <summary>Whether a declaration begins with it.</summary>
    public bool StartsDeclaration { get; init; }

    /// <summary>Whether it is the `=` behind what a declaration defines.</summary>
    public bool Defines { get; init; }

    /// <summary>Whether it is a minus that negates.</summary>
    public bool IsSign { get; init; }

    /// <summary>Whether it is a name applied to the argument behind it.</summary>
    public bool IsApplied { get; init; }

    /// <summary>Whether it multiplies or divides with a space on both sides.</summary>
    public bool IsLoose { get; init; }

    /// <summary>Whether it is an opening bracket apart from the operand before it: `f (x)`, not `f(x)`.</summary>
    public bool IsApart { get; init; }

    /// <summary>Whether it is a comment of any kind.</summary>
    public bool IsComment => Kind is TokenKind.None or TokenKind.DocComment;

    /// <summary>Whether it is a comment that the end of its line ends.</summary>
    public bool EndsLine => IsComment && Text.StartsWith("//", StringComparison.Ordinal);

    /// <summary>Whether an operand may end with it, so that a bracket behind it could belong to it.</summary>
    public bool EndsOperand => Kind is TokenKind.Name or TokenKind.Number or TokenKind.QuotedString or TokenKind.RightParenthesis
        or TokenKind.RightBracket or TokenKind.NormClose or TokenKind.Prime or TokenKind.Superscript;

    /// <summary>Whether it multiplies or divides.</summary>
    public bool IsProduct => Kind is TokenKind.Star or TokenKind.Slash or TokenKind.MiddleDot;
}
