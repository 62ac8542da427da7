namespace Flows.Compiler.Explaining;

/// <summary>What an explanation is written as.</summary>
public enum ExplanationFormat
{
    /// <summary>Lines for a terminal.</summary>
    Text,
    /// <summary>A document to be compiled.</summary>
    Latex,
    /// <summary>An object for programs.</summary>
    Json,
    /// <summary>A page for a browser.</summary>
    Html,
}
