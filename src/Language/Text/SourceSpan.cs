namespace Flows.Language.Text;

/// <summary>A stretch of a source text, in UTF-16 code units from its start.</summary>
/// <param name="Start">Offset of the first character.</param>
/// <param name="Length">Number of characters; 0 marks a place between two characters.</param>
public readonly record struct SourceSpan(int Start, int Length)
{
    /// <summary>Offset just behind the last character.</summary>
    public int End => Start + Length;

    /// <summary>The span from one offset up to, not including, another.</summary>
    public static SourceSpan Between(int start, int end) => new(start, Math.Max(0, end - start));

    /// <summary>The smallest span that covers this one and another.</summary>
    public SourceSpan To(SourceSpan other) => Between(Math.Min(Start, other.Start), Math.Max(End, other.End));
}
