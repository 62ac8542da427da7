namespace Flows.Language.Formatting;

/// <summary>How the formatter spells what can be spelled in two ways: `grad` and `∇`, `&lt;=` and `≤`, `^2` and `²`.</summary>
public enum Spelling
{
    /// <summary>As the author did.</summary>
    AsWritten,

    /// <summary>With the symbols of mathematics.</summary>
    Unicode,

    /// <summary>With the characters of every keyboard.</summary>
    Ascii,
}
