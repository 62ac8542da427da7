using System.Globalization;
using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>F04xx: what goes wrong with domains, states, boundaries and numbers that must lie in a range.</summary>
internal static class DomainErrors
{
    /// <summary>F0401. See docs/errors/F0401.md.</summary>
    public static Diagnostic EmptyInterval(double low, double high, SourceSpan at) =>
        Diagnostic.Error("F0401", "this interval is empty", at, string.Create(CultureInfo.InvariantCulture, $"from {low} to {high}"))
            .Help("the first end must be smaller than the second, and both finite");

    /// <summary>F0402. See docs/errors/F0402.md.</summary>
    public static Diagnostic PeriodicSide(string side, SourceSpan at, SourceSpan axis) =>
        Diagnostic.Error("F0402", $"there is no side `{side}`", at, "asks for a side of a periodic axis")
            .See(axis, "periodic: it has no ends");

    /// <summary>F0403. See docs/errors/F0403.md.</summary>
    public static Diagnostic BadMass(double mass, SourceSpan at) =>
        Diagnostic.Error("F0403", "the mass of a density must be positive", at, string.Create(CultureInfo.InvariantCulture, $"this is {mass}"));

    /// <summary>F0404. See docs/errors/F0404.md.</summary>
    public static Diagnostic MassOfField(SourceSpan at) =>
        Diagnostic.Error("F0404", "only a density can be given a mass", at, "this is a field")
            .Help("declare it `density`, or write the factor into its initial value");

    /// <summary>F0405. See docs/errors/F0405.md.</summary>
    public static Diagnostic OtherState(string name, string state, SourceSpan at) =>
        Diagnostic.Error("F0405", $"this condition is about `{name}`, not about `{state}`", at, $"must be `{state}`");

    /// <summary>F0406. See docs/errors/F0406.md.</summary>
    public static Diagnostic OutOfRange(string name, double value, double low, double high, SourceSpan at) =>
        Diagnostic.Error("F0406", string.Create(CultureInfo.InvariantCulture, $"`{name}` is {value}, outside of its range [{low}, {high}]"), at, "the range is given here");

    /// <summary>F0407. See docs/errors/F0407.md.</summary>
    public static Diagnostic BadCells(double cells, SourceSpan at) =>
        Diagnostic.Error("F0407", "the number of cells must be a whole number from 4 to 10000000", at, string.Create(CultureInfo.InvariantCulture, $"this is {cells}"));

    /// <summary>F0408. See docs/errors/F0408.md.</summary>
    public static Diagnostic NoInitialValue(string state, SourceSpan at) =>
        Diagnostic.Error("F0408", $"the state `{state}` has no initial value", at, "starts from nothing")
            .Help($"give one behind its domain: `state {state} : … = …`");

    /// <summary>F0409. See docs/errors/F0409.md.</summary>
    public static Diagnostic UnknownSide(string side, SourceSpan at, IEnumerable<string> known) =>
        Diagnostic.Error("F0409", $"unknown side `{side}`", at, "no side has this name").Help($"here one of {Friendly.Or(known)} can stand");

    /// <summary>F0410. See docs/errors/F0410.md.</summary>
    public static Diagnostic TwoConditions(SourceSpan at, SourceSpan first) =>
        Diagnostic.Error("F0410", "two conditions of one kind on one side", at, "the second").See(first, "the first");

    /// <summary>F0411. See docs/errors/F0411.md.</summary>
    public static Diagnostic OpensMass(string state, SourceSpan at, SourceSpan metric, string metricName) =>
        Diagnostic.Error("F0411", $"a value prescribed on `{state}` lets mass through the boundary", at, $"holds `{state}`, so the flux is free")
            .See(metric, "conserves mass only with no flux")
            .Note("integrating by parts leaves a boundary term, which need not dissipate the energy")
            .Help("leave the condition out for the natural one (no flux)")
            .Help($"or say that you mean it: `{{ open = … }}` after `{metricName}`");

    /// <summary>F0412. See docs/errors/F0412.md.</summary>
    public static Diagnostic NotConstant(string what, SourceSpan at) =>
        Diagnostic.Error("F0412", $"{what} must be a constant", at, "has no one value")
            .Note("constants are made of numbers, `let` and `param`");

    /// <summary>F0413. See docs/errors/F0413.md.</summary>
    public static Diagnostic BadRange(double first, double step, double last, SourceSpan at) =>
        Diagnostic.Error("F0413", "this range has no members", at, string.Create(CultureInfo.InvariantCulture, $"from {first} by {step} to {last}"));

    /// <summary>F0414. See docs/errors/F0414.md.</summary>
    public static Diagnostic BadTime(string what, double value, SourceSpan at) =>
        Diagnostic.Error("F0414", $"{what} must be positive and finite", at, string.Create(CultureInfo.InvariantCulture, $"this is {value}"));

    /// <summary>F0415. See docs/errors/F0415.md.</summary>
    public static Diagnostic TimeBeyondEnd(double time, double end, SourceSpan at) =>
        Diagnostic.Error("F0415", string.Create(CultureInfo.InvariantCulture, $"the time {time} is not reached"), at, string.Create(CultureInfo.InvariantCulture, $"the run goes from 0 to {end}"));

    /// <summary>F0416. See docs/errors/F0416.md.</summary>
    public static Diagnostic PrescribedWithoutGradient(string state, SourceSpan at, SourceSpan energy) =>
        Diagnostic.Error("F0416", $"a value of `{state}` cannot be prescribed here", at, "every point moves by itself")
            .See(energy, $"this energy holds no gradient of `{state}`")
            .Help("leave the condition out");

    /// <summary>F0417. See docs/errors/F0417.md.</summary>
    public static Diagnostic BadCount(string what, int wanted, int given, SourceSpan at) =>
        Diagnostic.Error("F0417", $"{what}: {wanted} wanted, {given} given", at, "one for each axis, or one for all");
}
