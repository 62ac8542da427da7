using System.Globalization;
using Flows.Language.Text;
using static Flows.Language.Diagnostics.Diagnostic;

namespace Flows.Language.Diagnostics;

/// <summary>What can be wrong with the shape of a program: F01xx.</summary>
public static class GrammarErrors
{
    /// <summary>F0101. See docs/errors/F0101.md.</summary>
    public static Diagnostic Unclosed(SourceSpan opener, string written, string closer) =>
        Error("F0101", $"this `{written}` is never closed", opener, "opened here")
            .Note("a declaration ends before the next line that begins in column 1")
            .Help($"close it with `{closer}`");

    /// <summary>F0102. See docs/errors/F0102.md.</summary>
    public static Diagnostic NothingToClose(SourceSpan closer, string written) =>
        Error("F0102", $"this `{written}` closes nothing", closer, "nothing is open here").Help("take it away");

    /// <summary>F0103. See docs/errors/F0103.md.</summary>
    public static Diagnostic WrongCloser(SourceSpan closer, string written, SourceSpan opener, string opening, string wanted) =>
        Error("F0103", $"`{opening}` is closed by `{written}`", closer, $"`{wanted}` would close it")
            .See(opener, "opened here");

    /// <summary>F0104. See docs/errors/F0104.md.</summary>
    public static Diagnostic UnclosedNorm(SourceSpan opener, SourceSpan? pipe)
    {
        var error = Error("F0104", "this norm is never closed", opener, "opened here");
        if (pipe is { } at)
            error = error.See(at, "`|>` is one token").Help("write `|x| > 0` with a space");
        return error.Help("a norm within a norm needs parentheses: `|(log |x|)|`");
    }

    /// <summary>F0105. See docs/errors/F0105.md.</summary>
    public static Diagnostic TooDeep(SourceSpan at) =>
        Error("F0105", "this is nested too deeply", at, "the limit of 256 levels is reached here")
            .Help("name the inner parts with `let`");

    /// <summary>F0106. See docs/errors/F0106.md.</summary>
    public static Diagnostic TooManyTerms(SourceSpan at) =>
        Error("F0106", "this expression has too many terms", at, "the limit of 5000 operators in a row is reached here")
            .Help("name parts of it with `let`, or read the numbers with `csv`");

    /// <summary>F0107. See docs/errors/F0107.md.</summary>
    public static Diagnostic Indented(SourceSpan at, string word) =>
        Error("F0107", "a declaration starts in column 1", at, "indented lines continue the declaration before them")
            .Help($"begin the line with `{word}`, without spaces before it");

    /// <summary>F0108. See docs/errors/F0108.md.</summary>
    public static Diagnostic NoDeclaration(SourceSpan at, string written, string? nearest, bool definesValue)
    {
        var error = Error("F0108", $"no declaration begins with `{written}`", at, "a declaration was to begin here");
        if (nearest is not null)
            return error.Help($"did you mean `{nearest}`");
        if (definesValue)
            return error.Help($"begin a definition with `let`: `let {written} …`")
                .Help($"begin a functional with its argument in brackets: `{written}[u] = …`");
        return error.Note($"a declaration begins with {Friendly.Or(Tokens.Words.Declarations)}, or is a functional: `F[u] = …`");
    }

    /// <summary>F0109. See docs/errors/F0109.md.</summary>
    public static Diagnostic Missing(SourceSpan at, string token, string after, string? help = null) =>
        Error("F0109", $"`{token}` is missing after {after}", at, $"`{token}` was to stand here").Help(help);

    /// <summary>F0110. See docs/errors/F0110.md.</summary>
    public static Diagnostic NoExpression(SourceSpan at, string? before, string? help = null) =>
        Error("F0110",
            before is null ? "an expression is missing at the end" : $"an expression is missing before `{before}`",
            at,
            before is null ? "the declaration ends here" : "an expression was to begin here").Help(help);

    /// <summary>F0111. See docs/errors/F0111.md.</summary>
    public static Diagnostic ReservedWord(SourceSpan at, string word) =>
        Error("F0111", $"`{word}` is a word of the language and cannot be a name", at, "a name was to stand here")
            .Help($"choose another name, such as `{word}_`");

    /// <summary>F0112. See docs/errors/F0112.md.</summary>
    public static Diagnostic NumberApplied(SourceSpan at, string number, SourceSpan argument) =>
        Error("F0112", "a number is applied to something, as if it were a function", at, "this is a number")
            .See(argument, "this would be its argument")
            .Help($"multiplication is always written: `{number}*…`");

    /// <summary>F0113. See docs/errors/F0113.md.</summary>
    public static Diagnostic SideBySide(SourceSpan at, SourceSpan before, bool onOneLine = true, string? meant = null)
    {
        var error = Error("F0113", "two expressions stand side by side", at, "nothing joins this to what stands before it").See(before, "this expression ends here");
        return meant is not null ? error.Help(meant)
            : error.Help(onOneLine ? null : "begin an argument on the line of its function")
                .Help("multiplication is always written: `a*b`")
                .Help("items of a list are separated by `;`, arguments by `,`");
    }

    /// <summary>F0114. See docs/errors/F0114.md.</summary>
    public static Diagnostic ChainedComparison(SourceSpan at) =>
        Error("F0114", "comparisons do not chain like this", at, "a second comparison")
            .Note("only `a < x < b` and `a <= x <= b` may be chained")
            .Help("join two comparisons with `and`");

    /// <summary>F0115. See docs/errors/F0115.md.</summary>
    public static Diagnostic NoElse(SourceSpan at, SourceSpan keyword) =>
        Error("F0115", "this `if` has no `else`", keyword, "its value is not known when the condition fails")
            .See(at, "`else` was to stand here")
            .Help("write `if c then a else b`");

    /// <summary>F0116. See docs/errors/F0116.md.</summary>
    public static Diagnostic NoName(SourceSpan at, string what, string? help = null) =>
        Error("F0116", $"{what} is missing", at, "a name was to stand here").Help(help);

    /// <summary>F0117. See docs/errors/F0117.md.</summary>
    public static Diagnostic NothingAfterLet(SourceSpan at, SourceSpan keyword, string word) =>
        Error("F0117", $"nothing uses this `{word}`", keyword, "defines a name for the expression that follows it")
            .See(at, "its value ends here")
            .Help($"write the expression on the next line, or after `in`: `{word} a = b in …`");

    /// <summary>F0118. See docs/errors/F0118.md.</summary>
    public static Diagnostic Leftover(SourceSpan at, string written, string? help) =>
        Error("F0118", $"`{written}` cannot stand here", at, "what stands before it is complete").Help(help);

    /// <summary>F0119. See docs/errors/F0119.md.</summary>
    public static Diagnostic NoKind(SourceSpan at, string? nearest)
    {
        var error = Error("F0119", "the state has no kind", at, "`density on`, `field on`, `point in` or `particles N in` was to stand here");
        return nearest is null ? error : error.Help($"did you mean `{nearest}`");
    }

    /// <summary>F0120. See docs/errors/F0120.md.</summary>
    public static Diagnostic NoFactor(SourceSpan at) =>
        Error("F0120", "an interval is missing", at, "a factor of a domain was to stand here")
            .Help("write `[a, b]`, `periodic [a, b]`, `radial 2 [0, R]` or `real^2`, joined by `*`");

    /// <summary>F0121. See docs/errors/F0121.md.</summary>
    public static Diagnostic NoDimension(SourceSpan at, int most) =>
        Error("F0121", "this is not a dimension", at,
            string.Create(CultureInfo.InvariantCulture, $"a whole number from 1 to {most} was to stand here"));

    /// <summary>F0122. See docs/errors/F0122.md.</summary>
    public static Diagnostic NoCondition(SourceSpan at) =>
        Error("F0122", "this is not a condition on the state", at, "a condition was to stand here")
            .Help("write `u = g on SIDE`, `u' = g on SIDE`, `noflux on SIDE`, `u <= g` or `u >= g`");

    /// <summary>F0123. See docs/errors/F0123.md.</summary>
    public static Diagnostic PowerAfterSuperscript(SourceSpan at) =>
        Error("F0123", "a power after a superscript can be read in two ways", at, "a second power").Help("write parentheses: `(x²)^3` or `x^(2^3)`");

    /// <summary>F0124. See docs/errors/F0124.md.</summary>
    public static Diagnostic NoRecord(SourceSpan at, string after) =>
        Error("F0124", $"a record is missing after {after}", at, "`{` was to stand here").Help("write `{ a = 1; b = 2 }`");
}
