using System.Text.RegularExpressions;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Explaining;

/// <summary>Typesets formulas that are held as text: names of functionals, the quantities of rates, flux laws of metrics.</summary>
internal static partial class PlainFormula
{
    /// <summary>The text in a notation; the text itself in text.</summary>
    public static string Of(string text, Notation notation)
    {
        if (notation is TextNotation)
            return text;
        var tokens = Tokens().Matches(text).Select(m => m.Value).ToArray();
        var at = 0;
        return Sequence(tokens, ref at, notation, null);
    }

    // Up to the closing bracket, or the end.
    private static string Sequence(string[] tokens, ref int at, Notation notation, string? closing)
    {
        var parts = new List<string>();
        while (at < tokens.Length && tokens[at] != closing)
            parts.Add(Raised(tokens, ref at, notation));
        return notation.Juxtaposed(parts);
    }

    // a, a^b, a_b
    private static string Raised(string[] tokens, ref int at, Notation notation)
    {
        var written = One(tokens, ref at, notation);
        while (at < tokens.Length - 1 && tokens[at] is "^" or "_")
        {
            var isPower = tokens[at++] == "^";
            var script = tokens[at] == "(" ? Group(tokens, ref at, notation) : One(tokens, ref at, notation);
            written = isPower ? notation.Raised(written, script) : notation.Indexed(written, script);
        }
        return written;
    }

    private static string One(string[] tokens, ref int at, Notation notation)
    {
        var token = tokens[at];
        if (token == "(")
            return notation.Parentheses(Group(tokens, ref at, notation));
        at++;
        if (char.IsAsciiDigit(token[0]))
            return notation.Number(token);
        if (!char.IsLetter(token[0]))
            return notation.Sign(token);
        return token switch
        {
            "grad" or "lap" or "hess" or "div" or "int" or "infinity" => notation.Word(token),
            _ when GreekLetters.Split(token).Stem is var stem && stem.Length > 1 && GreekLetters.Find(stem) is null && stem.All(char.IsAsciiLetterLower) => notation.Word(token),
            _ => notation.Name(token),
        };
    }

    private static string Group(string[] tokens, ref int at, Notation notation)
    {
        at++;
        var inner = Sequence(tokens, ref at, notation, ")");
        at++;
        return inner;
    }

    [GeneratedRegex(@"[\p{L}][\p{L}\p{Nd}']*(?:_[\p{L}\p{Nd}]+)?'*|\d+(?:\.\d+)?(?:e-?\d+)?|<=|>=|\|\||->|\S")]
    private static partial Regex Tokens();
}
