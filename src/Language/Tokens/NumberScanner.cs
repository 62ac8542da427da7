using System.Globalization;

namespace Flows.Language.Tokens;

/// <summary>Recognises numbers: 3, 1.5, .5, 2e-3, 1_000.</summary>
public static class NumberScanner
{
    /// <summary>The largest decimal exponent, either way.</summary>
    public const int LargestExponent = 400;

    /// <summary>The most digits a number may have.</summary>
    public const int MostDigits = 1000;

    /// <summary>The number at an offset, which holds a digit, or a point before a digit.</summary>
    /// <returns>Number or MalformedNumber, and the count of characters.</returns>
    public static (TokenKind Kind, int Length) Scan(ReadOnlySpan<char> text)
    {
        var at = 0;
        var wellFormed = Digits(text, ref at);
        if (at < text.Length && text[at] == '.')
        {
            if (IsDigitAt(text, at + 1))
            {
                at++;
                wellFormed &= Digits(text, ref at);
            }
            else if (at + 1 >= text.Length || text[at + 1] != '.')
            {
                return (TokenKind.MalformedNumber, at + 1);
            }
        }
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var sign = at + 1 < text.Length && text[at + 1] is '+' or '-' or '−' ? 1 : 0;
            if (IsDigitAt(text, at + 1 + sign))
            {
                at += 1 + sign;
                wellFormed &= Digits(text, ref at);
            }
        }
        return (wellFormed ? TokenKind.Number : TokenKind.MalformedNumber, at);
    }

    /// <summary>A number as the syntax tree has it: no underscores, an ASCII minus.</summary>
    public static string Canonical(ReadOnlySpan<char> text) => text.ContainsAny('_', '−')
        ? text.ToString().Replace("_", "", StringComparison.Ordinal).Replace('−', '-')
        : text.ToString();

    /// <summary>Whether a number is too large, too small or too long to be computed with exactly.</summary>
    public static bool IsExtreme(ReadOnlySpan<char> written)
    {
        var text = Canonical(written).AsSpan();
        var mark = text.IndexOfAny('e', 'E');
        var digits = mark < 0 ? text : text[..mark];
        if (digits.Length > MostDigits)
            return true;
        var exponent = 0L;
        if (mark >= 0 && !long.TryParse(
            text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            return true;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var leading = whole.TrimStart('0').Length - 1L;
        if (leading < 0 && point >= 0)
            leading = -1L - (digits.Length - point - 1 - digits[(point + 1)..].TrimStart('0').Length);
        return Math.Abs(exponent) > LargestExponent || Math.Abs(exponent + leading) > LargestExponent;
    }

    private static bool Digits(ReadOnlySpan<char> text, ref int at)
    {
        var wellFormed = true;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] == '_' && at > 0)))
        {
            if (text[at] == '_')
                wellFormed &= char.IsAsciiDigit(text[at - 1]) && IsDigitAt(text, at + 1);
            at++;
        }
        return wellFormed;
    }

    private static bool IsDigitAt(ReadOnlySpan<char> text, int at) => at < text.Length && char.IsAsciiDigit(text[at]);
}
