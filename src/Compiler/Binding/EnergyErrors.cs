using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>F05xx: what goes wrong with energies.</summary>
internal static class EnergyErrors
{
    /// <summary>F0501. See docs/errors/F0501.md.</summary>
    public static Diagnostic ClosedSummand(string term, string before, SourceSpan at, SourceSpan keyword) =>
        Diagnostic.Error("F0501", "a summand of this integrand is itself a number", at, "does not depend on the point: it would be multiplied by the size of the domain")
            .See(keyword, "this `int` extends as far right as it can")
            .Help($"end the integral with parentheses: `(int {before}) + {term}`");

    /// <summary>F0502. See docs/errors/F0502.md.</summary>
    public static Diagnostic StatelessSummand(string term, string before, SourceSpan at, SourceSpan keyword) =>
        Diagnostic.Warning("F0502", "a summand of this integrand holds no state", at, "adds a constant to the energy")
            .See(keyword, "this `int` extends as far right as it can")
            .Help($"if it stands outside the integral: `(int {before}) + {term}`");

    /// <summary>F0504. See docs/errors/F0504.md.</summary>
    public static Diagnostic WhichDomain(SourceSpan at, string why) =>
        Diagnostic.Error("F0504", "over which domain is this integrated", at, why)
            .Help("name it: `int … over D`");

    /// <summary>F0506. See docs/errors/F0506.md.</summary>
    public static Diagnostic NeedsPositiveField(string function, string state, SourceSpan at, SourceSpan declared) =>
        Diagnostic.Error("F0506", $"`{function}` of the field `{state}` needs a positive argument", at, $"`{state}` may take any sign")
            .See(declared, "declared as a field")
            .Help($"declare it as a density: `state {state} : density on …`");

    /// <summary>F0507. See docs/errors/F0507.md.</summary>
    public static Diagnostic NotANumber(string what, string found, SourceSpan at) =>
        Diagnostic.Error("F0507", $"{what} must be one real number", at, $"this is {found}")
            .Help("integrate over the domain: `int …`");

    /// <summary>F0508. See docs/errors/F0508.md.</summary>
    public static Diagnostic SpreadLog(string function, SourceSpan at) =>
        Diagnostic.Warning("F0508", $"`{function} a^b` is `({function} a)^b`", at, "the power applies to the whole application")
            .Help($"for the {function} of a power write `{function}(a^b)`");
}
