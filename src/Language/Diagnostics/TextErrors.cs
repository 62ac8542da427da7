using System.Globalization;
using Flows.Language.Text;
using static Flows.Language.Diagnostics.Diagnostic;

namespace Flows.Language.Diagnostics;

/// <summary>What can be wrong with the characters of a program: F00xx.</summary>
public static class TextErrors
{
    /// <summary>F0001. See docs/errors/F0001.md.</summary>
    public static Diagnostic NotUtf8(SourceSpan at, byte first, int offset) =>
        Error("F0001", "this file is not UTF-8", at, string.Create(CultureInfo.InvariantCulture, $"byte 0x{first:X2} at offset {offset}"))
            .Help("save the file with the encoding UTF-8");

    /// <summary>F0002. See docs/errors/F0002.md.</summary>
    public static Diagnostic TooLarge(long size, long limit) =>
        Error("F0002", "this file is too large for a program", default,
            string.Create(CultureInfo.InvariantCulture, $"{size} bytes; a program has at most {limit}"))
            .Help("put numbers into a data file and read it with `csv`");

    /// <summary>F0003. See docs/errors/F0003.md.</summary>
    public static Diagnostic UnclosedComment(SourceSpan opening, int lines) =>
        Error("F0003", "this comment is never closed", opening, "opened here")
            .Note(lines == 1
                ? "the rest of the line was read as comment"
                : string.Create(CultureInfo.InvariantCulture, $"the last {lines} lines of the file were read as comment"))
            .Help("close it with `*)`, or use `//` for a comment of one line");

    /// <summary>F0004. See docs/errors/F0004.md.</summary>
    public static Diagnostic UnclosedString(SourceSpan at) =>
        Error("F0004", "this string is never closed", at, "a string ends on the line where it begins")
            .Help("close it with `\"`; a line break in a string is written `\\n`");

    /// <summary>F0005. See docs/errors/F0005.md.</summary>
    public static Diagnostic UnknownCharacter(SourceSpan at, string character, string? meant) =>
        Error("F0005", $"the character {Shown(character)} has no meaning here", at, "not part of the language").Help(meant);

    /// <summary>F0006. See docs/errors/F0006.md.</summary>
    public static Diagnostic UnknownEscape(SourceSpan at, string escape) =>
        Error("F0006", $"`{escape}` stands for no character", at, "this escape is not known")
            .Help("the escapes are `\\\"`, `\\\\`, `\\n`, `\\t` and `\\u{1F600}`; a backslash is written `\\\\`");

    /// <summary>F0007. See docs/errors/F0007.md.</summary>
    public static Diagnostic NumberEndsInPoint(SourceSpan at, string digits) =>
        Error("F0007", "a number cannot end in a point", at, "no digit after the point")
            .Help($"write `{digits}` or `{digits}.0`");

    /// <summary>F0008. See docs/errors/F0008.md.</summary>
    public static Diagnostic ExtremeNumber(SourceSpan at) =>
        Error("F0008", "this number is out of range", at, "its decimal exponent is beyond ±400, or it has over 1000 digits");

    /// <summary>F0009. See docs/errors/F0009.md.</summary>
    public static Diagnostic MisplacedUnderscore(SourceSpan at) =>
        Error("F0009", "an underscore in a number must stand between two digits", at, "no digit on one side").Help("write `1_000`");

    /// <summary>F0010. See docs/errors/F0010.md.</summary>
    public static Diagnostic NumberTouches(SourceSpan at, string number) =>
        Error("F0010", $"`{number}` touches what stands before it", at, "read as a number of its own")
            .Help("components have names: `.x`, `.y`, `.z`")
            .Help($"write the number apart, with a zero: ` 0{number}`");

    /// <summary>F0011. See docs/errors/F0011.md.</summary>
    public static Diagnostic ForeignOperator(SourceSpan at, string written) => written switch
    {
        "==" or "===" => Foreign(at, written, "equality is written `=`"),
        "!=" or "!==" => Foreign(at, written, "inequality is written `<>`"),
        "&&" => Foreign(at, written, "between conditions write `and`"),
        "||" => Foreign(at, written, "between conditions write `or`")
            .Help("a norm within a norm needs parentheses: `|(log |x|)|`"),
        "=<" => Foreign(at, written, "less or equal is written `<=`"),
        "=>" => Foreign(at, written, "greater or equal is written `>=`").Help("a function is written `fun x -> …`"),
        ":=" => Foreign(at, written, "a definition is written with `=`"),
        _ => Foreign(at, written, null),
    };

    private static Diagnostic Foreign(SourceSpan at, string written, string? help) =>
        Error("F0011", $"there is no operator `{written}`", at, "not part of the language").Help(help);

    private static string Shown(string character) =>
        character.Length > 0 && (char.IsControl(character[0]) || char.IsSurrogate(character[0]) || char.GetUnicodeCategory(character, 0)
            is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse)
            ? string.Create(CultureInfo.InvariantCulture, $"U+{CodeOf(character):X4}")
            : $"`{character}`";

    private static int CodeOf(string character) =>
        character.Length == 2 && char.IsSurrogatePair(character, 0) ? char.ConvertToUtf32(character, 0) : character[0];
}
