using System.Diagnostics;

namespace Flows.Compiler.Explaining;

/// <summary>The writers, by format.</summary>
public static class ExplanationWriter
{
    /// <summary>The explanation in a format.</summary>
    public static string Write(Explanation explanation, ExplanationFormat format) => format switch
    {
        ExplanationFormat.Text => TextExplanation.Of(explanation),
        ExplanationFormat.Latex => LatexExplanation.Of(explanation),
        ExplanationFormat.Json => JsonExplanation.Of(explanation),
        ExplanationFormat.Html => HtmlExplanation.Of(explanation),
        _ => throw new UnreachableException(),
    };
}
