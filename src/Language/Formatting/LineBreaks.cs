using Flows.Language.Tokens;

namespace Flows.Language.Formatting;

/// <summary>Where a line that is too long may be broken. Never before a juxtaposed argument, which must stand on the line of its function.</summary>
internal static class LineBreaks
{
    /// <summary>The longest line that is not broken, in characters of the ASCII spelling, a comment at its end not counted.</summary>
    public const int LongestLine = 100;

    /// <summary>The best places to break at: those in the fewest brackets, and of these the ones that bind loosest.</summary>
    /// <param name="pieces">Of the program.</param>
    /// <param name="from">The first piece of the line.</param>
    /// <param name="to">The piece behind its last.</param>
    /// <returns>The pieces that a new line may begin with.</returns>
    public static List<int> Best(List<Piece> pieces, int from, int to)
    {
        var best = new List<int>();
        var (least, depth) = ((int.MaxValue, int.MaxValue), 0);
        for (var at = from; at < to; at++)
        {
            if (at > from && Looseness(pieces[at - 1], pieces[at]) is { } looseness && (depth, looseness).CompareTo(least) <= 0)
            {
                if ((depth, looseness) != least)
                    best.Clear();
                least = (depth, looseness);
                best.Add(at);
            }
            depth += Depth.Of(pieces[at].Kind);
        }
        return best;
    }

    /// <summary>How loosely two pieces hang together, from 0, the loosest; null if they may not be parted.</summary>
    private static int? Looseness(Piece left, Piece right) => (left, right) switch
    {
        ({ IsComment: true }, _) or (_, { IsComment: true }) => null,
        (_, { Kind: TokenKind.Name } word) when BeginsClause(left, word) => 0,
        ({ Defines: true }, _) => 1,
        ({ Kind: TokenKind.Comma or TokenKind.Semicolon or TokenKind.Arrow }, _) or (_, { Kind: TokenKind.Then or TokenKind.Else }) => 2,
        (_, { Kind: TokenKind.Pipe }) => 3,
        (_, { Kind: TokenKind.Or }) => 4,
        (_, { Kind: TokenKind.And }) => 5,
        (_, { Kind: TokenKind.Less or TokenKind.LessOrEqual or TokenKind.Greater or TokenKind.GreaterOrEqual or TokenKind.NotEqual }) => 6,
        (_, { Kind: TokenKind.Plus }) or (_, { Kind: TokenKind.Minus, IsSign: false }) => 7,
        _ => null,
    };

    /// <summary>Whether a word begins a clause of its declaration that may stand on a line of its own.</summary>
    private static bool BeginsClause(Piece left, Piece word) =>
        (left.EndsOperand || left.Kind == TokenKind.RightBrace)
        && word.Text is "along" or "by" or "every" or "over" or "until" or "where" or "within";
}
