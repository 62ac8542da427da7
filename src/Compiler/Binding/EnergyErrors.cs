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
    /// <param name="at">Where the integral begins.</param>
    /// <param name="domains">Those that it could be over.</param>
    public static Diagnostic WhichDomain(SourceSpan at, IReadOnlyList<string> domains) => domains.Count == 0
        ? Diagnostic.Error("F0504", "there is no domain to integrate over", at, "the program declares none").Help("declare one: `domain I = [0, 1]`")
        : Diagnostic.Error("F0504", "the domain of this integral is not clear", at, $"could be over {Friendly.Or(domains)}")
            .Note("an integral is over the domain of the states in it, which must be one domain")
            .Help($"name it: `int … over {domains[0]}`");

    /// <summary>F0506. See docs/errors/F0506.md.</summary>
    public static Diagnostic NeedsPositiveField(string function, string state, SourceSpan at, SourceSpan declared) =>
        Diagnostic.Error("F0506", $"`{function}` of the field `{state}` needs a positive argument", at, $"`{state}` may take any sign")
            .See(declared, "declared as a field")
            .Help($"declare it as a density: `state {state} : density on …`");

    /// <summary>F0505. See docs/errors/F0505.md.</summary>
    /// <param name="term">The term that wins, as derived.</param>
    /// <param name="state">What grows.</param>
    /// <param name="witness">The energy of a constant state, and where it tends.</param>
    /// <param name="at">The term, or the functional.</param>
    /// <param name="flow">The descent as written, without its options.</param>
    public static Diagnostic Unbounded(string term, string state, string witness, SourceSpan at, string flow) =>
        Diagnostic.Error("F0505", "this energy is unbounded below", at, $"wins as `{state}` grows")
            .Note(witness)
            .Help($"check the sign of `{term}`")
            .Help($"if you mean to study blow-up, say so: `{flow} {{ unbounded = true }}`");

    /// <summary>F0315. See docs/errors/F0315.md.</summary>
    public static Diagnostic ExtremumInEnergy(string name, SourceSpan at) =>
        Diagnostic.Error("F0315", $"`{name}` of a field can stand only in observe, plot and expect", at, "has no functional derivative")
            .Help($"for the {(name == "max" ? "larger" : "smaller")} of two numbers write `{name}(a, b)`");

    /// <summary>F0316. See docs/errors/F0316.md.</summary>
    public static Diagnostic NoiseElsewhere(SourceSpan at) =>
        Diagnostic.Error("F0316", "noise can stand only in an initial value", at, "is drawn once, at the start")
            .Help("put it into the initial value of a state");

    /// <summary>F0508. See docs/errors/F0508.md.</summary>
    public static Diagnostic SpreadLog(string function, string argument, string exponent, SourceSpan at) =>
        Diagnostic.Warning("F0508", $"`{function} {argument}^{exponent}` is `({function} {argument})^{exponent}`", at, "the power applies to the whole of it")
            .Help($"for the {function} of the power write `{function}({argument}^{exponent})`")
            .Help($"if it is meant, write `({function} {argument})^{exponent}`");

    /// <summary>F0509. See docs/errors/F0509.md.</summary>
    public static Diagnostic Independent(string functional, string state, SourceSpan at) =>
        Diagnostic.Error("F0509", $"`{functional}` does not depend on `{state}`", at, "has no derivative to descend along");

    /// <summary>F0511. See docs/errors/F0511.md.</summary>
    public static Diagnostic NothingToDerive(SourceSpan at) =>
        Diagnostic.Error("F0511", "there is no functional to derive", at, "holds no functional").Help("write `F[u] = int |grad u|^2`");

    /// <summary>F0520. See docs/errors/F0520.md.</summary>
    public static Diagnostic PointValueInEnergy(string state, string at, SourceSpan span) =>
        Diagnostic.Error("F0520", $"an energy cannot take the value of `{state}` at one place", span, "has no functional derivative")
            .Note($"the derivative of `{state}({at})` by `{state}` is a point mass at {at}, which is no function to descend along")
            .Help($"average it over a neighbourhood: `int exp(-((x - {at})/w)^2)*{state}` with a width w")
            .Help($"or observe it: `observe v = {state} {at}`");
}
