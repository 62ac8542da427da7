using System.Text;

namespace Flows.Compiler.Symbolics;

/// <summary>Prose in LaTeX: what is special is escaped, and what its fonts lack is written with what they have.</summary>
internal static class LatexText
{
    private static readonly Dictionary<char, string> Spelled = new (char Special, string Spelling)[]
    {
        ('\\', @"\textbackslash{}"), ('{', @"\{"), ('}', @"\}"), ('#', @"\#"), ('$', @"\$"), ('%', @"\%"), ('&', @"\&"),
        ('_', @"\_"), ('^', @"\textasciicircum{}"), ('~', @"\textasciitilde{}"), ('≤', @"$\le$"), ('≥', @"$\ge$"),
        ('≠', @"$\ne$"), ('∞', @"$\infty$"), ('∇', @"$\nabla$"), ('∫', @"$\int$"), ('∂', @"$\partial$"), ('→', @"$\to$"),
        ('√', @"$\surd$"), ('·', @"$\cdot$"), ('×', @"$\times$"), ('²', @"$^2$"), ('³', @"$^3$"), ('−', @"$-$"), ('–', "--"),
        ('—', "---"), ('…', @"\dots{}"), ('“', "``"), ('”', "''"), ('’', "'"), ('<', "$<$"), ('>', "$>$"), ('|', "$|$"),
    }.ToDictionary(s => s.Special, s => s.Spelling);

    /// <summary>Prose.</summary>
    public static string Escaped(string text)
    {
        var result = new StringBuilder();
        foreach (var c in text.Replace(">=", "≥", StringComparison.Ordinal).Replace("<=", "≤", StringComparison.Ordinal))
        {
            result.Append(Spelled.TryGetValue(c, out var spelled) ? spelled
                : GreekLetters.Find(c.ToString()) is var (_, command) && !char.IsAscii(c) ? $"${command}$"
                : char.IsAscii(c) || c is >= 'À' and <= 'ÿ' ? c.ToString() : "?");
        }
        return result.ToString();
    }

    /// <summary>A word of several letters in math mode; letters that there is no font for become question marks.</summary>
    public static string InMath(string word) => string.Concat(word.Select(c => c == '_' ? @"\_"
        : char.IsAscii(c) ? c.ToString() : GreekLetters.Find(c.ToString())?.Command + " " is { Length: > 1 } command ? command : "?"));
}
