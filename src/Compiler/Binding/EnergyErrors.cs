using System.Globalization;
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
    /// <param name="function">The function, or the power.</param>
    /// <param name="state">The field.</param>
    /// <param name="at">The application.</param>
    /// <param name="declared">The field's name in its declaration.</param>
    /// <param name="isClosedForDensities">Whether it is enough that the field is not negative.</param>
    public static Diagnostic NeedsPositiveField(string function, string state, SourceSpan at, SourceSpan declared, bool isClosedForDensities)
    {
        var error = Diagnostic.Warning("F0506", $"`{function}` of the field `{state}` needs a positive argument", at, isClosedForDensities ? $"`{state}` may take any sign" : $"the values that `{state}` may take do not keep it positive")
            .See(declared, "declared as a field")
            .Note("no barrier keeps it there: the energy's derivative does not grow without bound");
        error = isClosedForDensities ? error.Help($"declare it as a density: `state {state} : density on …`") : error.Help($"give `{state}` a bound: `where {state} >= …`");
        return function.StartsWith("log", StringComparison.Ordinal) && isClosedForDensities ? error.Help($"or take the {function} of a square: `{function}({state}^2)/2`") : error;
    }

    /// <summary>F0530. See docs/errors/F0530.md.</summary>
    public static Diagnostic NeedsUnitField(string function, string state, SourceSpan at, SourceSpan declared) =>
        Diagnostic.Error("F0530", $"`{function}` of the field `{state}` needs an argument between -1 and 1", at, $"`{state}` may take any value")
            .See(declared, "declared without bounds that keep it there")
            .Help($"give it bounds: `where {state} >= -1, {state} <= 1`");

    /// <summary>F0531. See docs/errors/F0531.md.</summary>
    public static Diagnostic MayDivideByZero(string state, double value, SourceSpan at, SourceSpan declared) =>
        Diagnostic.Warning("F0531", $"a denominator vanishes for a value of the field `{state}`", at, $"at `{state} = {Friendly.Number(value)}`")
            .See(declared, "declared as a field")
            .Help($"keep it away by a bound: `where {state} >= …`")
            .Help("or add a small positive constant to the denominator");

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
    public static Diagnostic PointValueInEnergy(string state, string at, int dimension, SourceSpan span) =>
        Diagnostic.Error("F0520", $"an energy cannot take the value of `{state}` at one place", span, "has no functional derivative")
            .Note($"the derivative of `{state}({at})` by `{state}` is a point mass at ({at}), which is no function to descend along")
            .Help(dimension == 1
                ? $"average it over a neighbourhood: `int exp(-((x - {at})/w)^2)*{state}` with a width w"
                : "average it over a neighbourhood, with a kernel of some width under the integral")
            .Help($"or observe it: `observe v = {state}({at})`");

    /// <summary>F0540. See docs/errors/F0540.md.</summary>
    public static Diagnostic UnequalMasses(double first, double second, SourceSpan firstAt, SourceSpan secondAt) =>
        Diagnostic.Error("F0540", "mass is moved between densities of unequal mass", secondAt, string.Create(CultureInfo.InvariantCulture, $"has mass {second:G6}"))
            .See(firstAt, string.Create(CultureInfo.InvariantCulture, $"has mass {first:G6}"))
            .Help("give both states one mass: `state sigma : density on … mass 2 = …`");

    /// <summary>F0570. See docs/errors/F0570.md.</summary>
    public static Diagnostic UnequalMassesOnSphere(double first, double second, SourceSpan firstAt, SourceSpan secondAt) =>
        Diagnostic.Error("F0570", "the Fisher-Rao distance is between densities of one mass", secondAt, string.Create(CultureInfo.InvariantCulture, $"has mass {second:G6}"))
            .See(firstAt, string.Create(CultureInfo.InvariantCulture, $"has mass {first:G6}"))
            .Note("it is the angle between their square roots, seen from 0 at equal distances; nothing is scaled")
            .Help("give both one mass: a state by `mass 2`, an expression by a factor")
            .Help("between densities of any masses use `hellinger(rho, sigma)`");

    /// <summary>F0570. See docs/errors/F0570.md.</summary>
    public static Diagnostic MassMoves(string state, string metric, SourceSpan at, SourceSpan flow) =>
        Diagnostic.Error("F0570", "the Fisher-Rao distance is between densities of one mass", at, $"the mass of `{state}` changes as it flows")
            .See(flow, $"{metric} does not keep the mass")
            .Help("between densities of any masses use `hellinger(rho, sigma)`");

    /// <summary>F0571. See docs/errors/F0571.md.</summary>
    public static Diagnostic ScaledToMass(double own, double wanted, SourceSpan at, SourceSpan other) =>
        (Diagnostic.Warning("F0571", "a density is scaled before mass is moved onto it", at, string.Create(CultureInfo.InvariantCulture, $"has mass {own:G6} and is scaled to {wanted:G6}, once, at the start")) with { Severity = Severity.Note })
            .See(other, string.Create(CultureInfo.InvariantCulture, $"starts with mass {wanted:G6}"));

    /// <summary>F0572. See docs/errors/F0572.md.</summary>
    /// <param name="unknown">What moves, as printed.</param>
    /// <param name="value">Of the unknown where it happens.</param>
    /// <param name="below">The density just below.</param>
    /// <param name="above">The density just above.</param>
    /// <param name="at">The part that jumps.</param>
    public static Diagnostic Jumps(string unknown, double value, double below, double above, SourceSpan at) =>
        Diagnostic.Error("F0572", "this energy jumps, and has no derivative to descend along", at, string.Create(CultureInfo.InvariantCulture, $"carries it from {Rounded(below)} to {Rounded(above)} as `{unknown}` passes {Rounded(value)}"))
            .Note("where an energy jumps in its state, its functional derivative is a point mass; jumps in coordinates alone are fine")
            .Help("replace it by a steep smooth step: `(1 + tanh(s/w))/2` with a width w");

    /// <summary>F0573. See docs/errors/F0573.md.</summary>
    /// <param name="unknown">What moves, as printed.</param>
    /// <param name="value">Of the unknown where it happens.</param>
    /// <param name="below">The slope just below.</param>
    /// <param name="above">The slope just above.</param>
    /// <param name="at">The part that has the kink.</param>
    public static Diagnostic ConcaveKink(string unknown, double value, double below, double above, SourceSpan at) =>
        Diagnostic.Error("F0573", "a kink of this energy is not convex", at, string.Create(CultureInfo.InvariantCulture, $"the slope falls from {Rounded(below)} to {Rounded(above)} as `{unknown}` passes {Rounded(value)}"))
            .Note("at a convex kink the derivative is the interval between both slopes, and the flow may rest there; at one that is not, it may go either way, and the equation does not say which")
            .Help("round it off over a width w: `sqrt(s^2 + w^2)` in the place of `|s|`")
            .Help("or check the sign: a kink is convex where the slope rises");

    private static string Rounded(double value) => Math.Abs(value) < 1e-9 ? "0" : value.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>F0541. See docs/errors/F0541.md.</summary>
    public static Diagnostic NoDerivative(string part, string state, SourceSpan at) =>
        Diagnostic.Error("F0541", $"the functional derivative of this energy with respect to `{state}` is not known", at, $"holds {part}")
            .Note("a Kantorovich potential depends on both densities as a whole; it has no derivative in closed form")
            .Help("write the energy with the distance itself: `W2(rho, sigma)^2/2`");

    /// <summary>F0542. See docs/errors/F0542.md.</summary>
    public static Diagnostic UnknownKernel(string name, SourceSpan at) =>
        Diagnostic.Error("F0542", $"there is no kernel \"{name}\"", at, "unknown")
            .Help("write \"rbf\" for exp(-|d|^2/2), or a function of the difference: `fun d -> exp(-|d|)`");
}
