using System.Text.RegularExpressions;

namespace Flows.Compiler.Tests.Symbolics;

/// <summary>Whether braces, environments and \left … \right of a text in LaTeX close in the order in which they open.</summary>
internal static partial class LatexBalance
{
    /// <summary>What does not close, or null.</summary>
    public static string? Complaint(string latex)
    {
        var open = new Stack<string>();
        foreach (Match match in Marks().Matches(latex))
        {
            var mark = match.Value;
            var opens = mark switch
            {
                "{" => "}",
                @"\left" => @"\right",
                _ when mark.StartsWith(@"\begin", StringComparison.Ordinal) => @"\end" + mark[6..],
                _ => null,
            };
            if (opens is not null)
                open.Push(opens);
            else if (!open.TryPop(out var wanted) || wanted != mark)
                return $"{mark} at {match.Index} where {wanted ?? "nothing"} is to be closed";
        }
        return open.Count == 0 ? null : $"{open.Pop()} is missing";
    }

    // Escaped braces are no marks; \leftarrow is no \left.
    [GeneratedRegex(@"\\begin\{\w+\*?\}|\\end\{\w+\*?\}|\\left(?![a-zA-Z])|\\right(?![a-zA-Z])|(?<!\\)[{}]")]
    private static partial Regex Marks();
}
