using Flows.Language.Tokens;

namespace Flows.Language.Formatting;

/// <summary>What stands between two pieces of a line.</summary>
internal static class Spacing
{
    /// <summary>The number of spaces between two pieces.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other, on the same line.</param>
    /// <param name="inAscii">Whether to measure: with every symbol spelled in ASCII.</param>
    public static int Between(Piece left, Piece right, bool inAscii = false) =>
        right.EndsLine ? 2
        : OpensTight(left.Kind) || ClosesTight(right.Kind) ? 0
        : left.IsComment || right.IsComment ? 1
        : IsAttached(left, right) ? 0
        : right.Kind is TokenKind.LeftParenthesis or TokenKind.LeftBracket && left.EndsOperand ? right.IsApart ? 1 : 0
        : IsSymbolBeforeArgument(left, right, inAscii) ? 0
        : 1;

    private static bool OpensTight(TokenKind kind) => kind is TokenKind.LeftParenthesis or TokenKind.LeftBracket or TokenKind.NormOpen;

    private static bool ClosesTight(TokenKind kind) => kind is TokenKind.RightParenthesis or TokenKind.RightBracket or TokenKind.NormClose
        or TokenKind.Comma or TokenKind.Semicolon;

    /// <summary>What belongs together without a space: powers, primes, components, signs, and products that the author set so.</summary>
    private static bool IsAttached(Piece left, Piece right) =>
        right.Kind is TokenKind.Prime or TokenKind.Superscript or TokenKind.Point or TokenKind.Caret
        || left.Kind is TokenKind.Point or TokenKind.Caret
        || left.IsSign
        || (left.IsProduct && !left.IsLoose)
        || (right.IsProduct && !right.IsLoose);

    /// <summary>∇u and √2, not ∇ u; but ∇ (u), which is no call, and √ .5, where the point would be a component's.</summary>
    private static bool IsSymbolBeforeArgument(Piece left, Piece right, bool inAscii) =>
        left.IsApplied
        && (inAscii ? left.Ascii : left.Text) is "∇" or "Δ" or "√"
        && (right.Kind == TokenKind.Name || (right.Kind == TokenKind.Number && right.Text[0] != '.'));
}
