using Flows.Language.Tokens;

namespace Flows.Language.Formatting;

/// <summary>How tokens change the depth of brackets.</summary>
internal static class Depth
{
    /// <summary>1 for an opening bracket, −1 for a closing one, else 0; a norm's bars are brackets.</summary>
    public static int Of(TokenKind kind) => kind switch
    {
        TokenKind.LeftParenthesis or TokenKind.LeftBracket or TokenKind.LeftBrace or TokenKind.NormOpen => 1,
        TokenKind.RightParenthesis or TokenKind.RightBracket or TokenKind.RightBrace or TokenKind.NormClose => -1,
        _ => 0,
    };
}
