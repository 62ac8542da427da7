namespace Flows.Language.Tokens;

/// <summary>The characters beyond ASCII: those the language knows, and those that only look like them.</summary>
public static class Symbols
{
    /// <summary>The kind of a symbol that is always a token of its own, or None.</summary>
    public static TokenKind KindOf(char symbol) => symbol switch
    {
        '∫' => TokenKind.Integral,
        '∇' or 'Δ' or '√' or '∞' or '∈' => TokenKind.Name,
        '×' => TokenKind.Star,
        '·' => TokenKind.MiddleDot,
        '−' => TokenKind.Minus,
        '≤' => TokenKind.LessOrEqual,
        '≥' => TokenKind.GreaterOrEqual,
        '≠' => TokenKind.NotEqual,
        '→' => TokenKind.Arrow,
        '²' or '³' => TokenKind.Superscript,
        _ => TokenKind.None,
    };

    /// <summary>The ASCII name of a symbol, or null.</summary>
    public static string? NameOf(ReadOnlySpan<char> text) => text.Length != 1 ? null : text[0] switch
    {
        '∇' => "grad",
        'Δ' => "lap",
        '√' => "sqrt",
        '∞' => "infinity",
        '∈' => "in",
        'π' => "pi",
        _ => null,
    };

    /// <summary>The symbol that stands for a built-in value or function, or null; `in` is a word, and has its symbol only between a thing and a set.</summary>
    public static string? OfName(ReadOnlySpan<char> name) => name switch
    {
        "grad" => "∇",
        "lap" => "Δ",
        "sqrt" => "√",
        "infinity" => "∞",
        "pi" => "π",
        _ => null,
    };

    /// <summary>What to write instead of a character that is not of the language, or null.</summary>
    public static string? MeantBy(string character) => character switch
    {
        "⋅" or "∙" or "•" => "write `*`, or `·` for the dot product",
        "∗" or "⁎" => "write `*`",
        "–" or "—" or "‐" or "‑" => "write `-`",
        "÷" or "∕" or "⁄" => "write `/`",
        "“" or "”" or "„" or "«" or "»" => "write strings in straight quotes: `\"…\"`",
        "’" or "‘" or "′" or "´" or "`" => "write the derivative with a straight quote: `u'`",
        "″" => "write the second derivative with two straight quotes: `u''`",
        "∆" => "write `lap`, or the Greek letter `Δ`",
        "∂" => "write `u'` in one dimension, `(grad u).x` in several",
        "∑" => "write `sum (fun … -> …) over …`",
        "∥" or "‖" => "write the norm with a single bar on each side: `|v|`",
        "∧" => "write `and`",
        "∨" => "write `or`",
        "¬" or "!" => "write `not`",
        "&" => "write `and`",
        "≈" or "≃" => "write `~`",
        "⁰" or "¹" or "⁴" or "⁵" or "⁶" or "⁷" or "⁸" or "⁹" or "⁻" => "write the power with `^`",
        "½" or "¼" or "¾" => "write the fraction with `/`",
        "⟨" or "⟩" => "write the inner product with `dot`",
        "…" => "write `..`",
        "%" => "write `mod(a, b)`",
        "#" => "begin a comment with `//`",
        "\\" => "write `fun x -> …` for a function",
        _ => null,
    };
}
