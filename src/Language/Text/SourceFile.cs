namespace Flows.Language.Text;

/// <summary>One file of a program's text.</summary>
/// <param name="Path">The name shown in diagnostics.</param>
/// <param name="Span">Where its characters stand in the text.</param>
public sealed record SourceFile(string Path, SourceSpan Span);
