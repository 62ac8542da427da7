using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>F0690: what the language defines and this version of flowc does not run.</summary>
internal static class NotYet
{
    /// <summary>F0690. See docs/errors/F0690.md.</summary>
    /// <param name="what">In the plural: "particle states".</param>
    /// <param name="at">Where it is asked for.</param>
    public static Diagnostic Runs(string what, SourceSpan at) =>
        Diagnostic.Error("F0690", $"{what} cannot be run yet", at, "part of the language, not of this version")
            .Note("docs/language.md lists what does not run yet");

    /// <summary>Whether a diagnostic says so.</summary>
    public static bool Says(Diagnostic diagnostic) => diagnostic.Code == "F0690";
}
