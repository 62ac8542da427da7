using Flows.Language.Text;

namespace Flows.Language.Diagnostics;

/// <summary>How bad a diagnostic is: an error stops compilation, the others do not.</summary>
public enum Severity
{
    /// <summary>The program has no meaning; nothing is run.</summary>
    Error,

    /// <summary>The program has a meaning that is probably not the one meant.</summary>
    Warning,

    /// <summary>A fact worth knowing.</summary>
    Note,
}

/// <summary>A marked stretch of the source and what is to be seen there.</summary>
/// <param name="Span">The characters to underline.</param>
/// <param name="Text">Lower case, no full stop; may be empty.</param>
public sealed record Label(SourceSpan Span, string Text);

/// <summary>One problem of a program: data first, text second (docs/errors has a page for each code).</summary>
/// <param name="Code">F and four digits; never reused.</param>
/// <param name="Severity">Error, warning or note.</param>
/// <param name="Message">One line in the author's words; names the problem, proposes nothing.</param>
/// <param name="Primary">The smallest span that is at fault.</param>
/// <param name="Secondary">Other places one must see to understand.</param>
/// <param name="Notes">Why: facts, derived formulas, witnesses.</param>
/// <param name="Helps">Ways out, likeliest first, at most three.</param>
public sealed record Diagnostic(
    string Code,
    Severity Severity,
    string Message,
    Label Primary,
    Seq<Label> Secondary,
    Seq<string> Notes,
    Seq<string> Helps)
{
    /// <summary>The text that its spans are in, where that is more than the program: what the program opens stands behind it.</summary>
    public SourceText? Source { get; init; }

    /// <summary>An error with its primary mark.</summary>
    public static Diagnostic Error(string code, string message, SourceSpan at, string label = "") =>
        new(code, Severity.Error, message, new Label(at, label), [], [], []);

    /// <summary>A warning with its primary mark.</summary>
    public static Diagnostic Warning(string code, string message, SourceSpan at, string label = "") =>
        new(code, Severity.Warning, message, new Label(at, label), [], [], []);

    /// <summary>Adds a second place to look at.</summary>
    public Diagnostic See(SourceSpan at, string text) => this with { Secondary = [.. Secondary, new Label(at, text)] };

    /// <summary>Adds a fact.</summary>
    public Diagnostic Note(string text) => this with { Notes = [.. Notes, text] };

    /// <summary>Adds a way out; nothing is added for null.</summary>
    public Diagnostic Help(string? text) => text is null ? this : this with { Helps = [.. Helps, text] };
}
