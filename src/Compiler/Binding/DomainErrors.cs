using System.Globalization;
using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>F04xx: what goes wrong with domains, states, boundaries and numbers that must lie in a range.</summary>
internal static class DomainErrors
{
    /// <summary>F0401. See docs/errors/F0401.md.</summary>
    public static Diagnostic EmptyInterval(double low, double high, SourceSpan at) =>
        low < high
            ? Diagnostic.Error("F0401", "this interval has no usable length", at, $"from {Friendly.Number(low)} to {Friendly.Number(high)}")
                .Note("the ends must be finite, within 1e100 of 0, and apart by more than rounding")
            : Diagnostic.Error("F0401", "this interval is empty", at, $"from {Friendly.Number(low)} to {Friendly.Number(high)}")
                .Help(high < low ? $"exchange the ends: `[{Friendly.Number(high)}, {Friendly.Number(low)}]`" : "the first end must be smaller than the second");

    /// <summary>F0402. See docs/errors/F0402.md.</summary>
    public static Diagnostic PeriodicSide(string side, SourceSpan at, SourceSpan axis) =>
        Diagnostic.Error("F0402", $"there is no side `{side}`", at, "asks for a side of a periodic axis")
            .See(axis, "periodic: it has no ends")
            .Help("leave the condition out")
            .Help("or leave `periodic` out");

    /// <summary>F0424. See docs/errors/F0424.md.</summary>
    public static Diagnostic NoSides(SourceSpan at, SourceSpan axis) =>
        Diagnostic.Error("F0424", "an unbounded domain has no sides", at, "asks for a side")
            .See(axis, "has no ends")
            .Help("leave the condition out, or choose a bounded domain such as `[-10, 10]`");

    /// <summary>F0425. See docs/errors/F0425.md.</summary>
    public static Diagnostic RadialAlone(SourceSpan at) =>
        Diagnostic.Error("F0425", "a radial domain is no factor of a product", at, "already stands for all directions of space")
            .Help("write `radial d [0, R]` alone");

    /// <summary>F0426. See docs/errors/F0426.md.</summary>
    public static Diagnostic BadRadius(double low, SourceSpan at) =>
        Diagnostic.Error("F0426", "the radius of a radial domain starts at 0 or above", at, $"starts at {Friendly.Number(low)}")
            .Help("write `radial d [0, R]`, or `radial d [a, R]` with a > 0 for a shell");

    /// <summary>F0427. See docs/errors/F0427.md.</summary>
    public static Diagnostic Unbounded(string kind, string state, SourceSpan at, SourceSpan axis) =>
        Diagnostic.Error("F0427", $"the {kind} `{state}` needs a bounded domain", at, $"a {kind} lives on a bounded domain")
            .See(axis, "has no ends")
            .Help("choose an interval that holds all of it, such as `[-10, 10]`")
            .Help($"or follow points: `{state} : particles 1000 in …`");

    /// <summary>F0428. See docs/errors/F0428.md.</summary>
    public static Diagnostic WrongStart(string what, string state, string got, IReadOnlyCollection<string> axes, SourceSpan at) =>
        Diagnostic.Error("F0428", $"`{state}` starts from {what}", at, $"this is {got}")
            .Help(axes.Count == 1 ? null : $"give its coordinates, `({string.Join(", ", axes)})` in this order");

    /// <summary>F0429. See docs/errors/F0429.md.</summary>
    public static Diagnostic NoDistribution(string state, SourceSpan at) =>
        Diagnostic.Error("F0429", $"the particles `{state}` need a distribution to start from", at, "points cannot be drawn from this")
            .Help("draw from `normal(m, s)`, `uniform`, `uniform(lo, hi)`, or a mixture `0.3*normal(-2, 0.1) + 0.7*normal(2, 0.1)`")
            .Help("or start from data: `from NAME`, a list of as many points as there are particles");

    /// <summary>F0430. See docs/errors/F0430.md.</summary>
    public static Diagnostic BadCountOfParticles(double count, SourceSpan at) =>
        Diagnostic.Error("F0430", "the number of particles must be a whole number from 1 to 10_000_000", at, $"this is {Friendly.Number(count)}");

    /// <summary>F0431. See docs/errors/F0431.md.</summary>
    public static Diagnostic NoConditions(string kind, SourceSpan at, SourceSpan declared) =>
        Diagnostic.Error("F0431", $"a {kind} has no conditions at the sides", at, "is for fields and densities")
            .See(declared, $"declared as a {kind}")
            .Note("points and particles are reflected at the sides of a box, and wrapped on periodic axes");

    /// <summary>F0403. See docs/errors/F0403.md.</summary>
    public static Diagnostic BadMass(double mass, SourceSpan at) =>
        Diagnostic.Error("F0403", "the mass of a density must be positive", at, $"this is {Friendly.Number(mass)}");

    /// <summary>F0404. See docs/errors/F0404.md.</summary>
    public static Diagnostic MassOfField(SourceSpan at) =>
        Diagnostic.Error("F0404", "only a density can be given a mass", at, "this is a field")
            .Help("declare it `density`, or write the factor into its initial value");

    /// <summary>F0405. See docs/errors/F0405.md.</summary>
    public static Diagnostic OtherState(string name, string state, SourceSpan at) =>
        Diagnostic.Error("F0405", $"this condition is about `{name}`, not about `{state}`", at, $"can only be `{state}` here")
            .Note("the conditions of a state stand in its own declaration");

    /// <summary>F0406. See docs/errors/F0406.md.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">Its value.</param>
    /// <param name="low">Lower end of its range.</param>
    /// <param name="high">Upper end.</param>
    /// <param name="range">Where the range is written.</param>
    /// <param name="written">Where the value is written; null when the command line sets it.</param>
    public static Diagnostic OutOfRange(string name, double value, double low, double high, SourceSpan range, SourceSpan? written)
    {
        var what = $"`{name}` is {Friendly.Number(value)}, outside of its range [{Friendly.Number(low)}, {Friendly.Number(high)}]";
        return written is { } at
            ? Diagnostic.Error("F0406", what, at, "outside").See(range, "its range")
            : Diagnostic.Error("F0406", what, range, "its range").Note($"the command line sets it: `--set {name}={Friendly.Number(value)}`");
    }

    /// <summary>F0407. See docs/errors/F0407.md.</summary>
    public static Diagnostic BadCells(double cells, SourceSpan at) =>
        Diagnostic.Error("F0407", "the number of cells must be a whole number from 4 to 10_000_000", at, $"this is {Friendly.Number(cells)}");

    /// <summary>F0407 of the command line. See docs/errors/F0407.md.</summary>
    public static Diagnostic BadCells(string option, SourceSpan at) =>
        Diagnostic.Error("F0407", $"`--cells {option}`: a number of cells must be a whole number from 4 to 10_000_000", at, "replaced by the command line");

    /// <summary>F0408. See docs/errors/F0408.md.</summary>
    public static Diagnostic NoInitialValue(string state, SourceSpan at) =>
        Diagnostic.Error("F0408", $"the state `{state}` has no initial value", at, "starts from nothing")
            .Help($"give one behind its domain: `state {state} : … = 0`");

    /// <summary>F0409. See docs/errors/F0409.md.</summary>
    public static Diagnostic UnknownSide(string side, SourceSpan at, IReadOnlyList<string> known) =>
        Diagnostic.Error("F0409", $"unknown side `{side}`", at, "no side of this domain has this name")
            .Help(Suggest.Nearest(side, known) is { } near ? $"did you mean `{near}`?" : $"its sides are {Friendly.And(known)}");

    /// <summary>F0410. See docs/errors/F0410.md.</summary>
    public static Diagnostic TwoConditions(SourceSpan at, SourceSpan first) =>
        Diagnostic.Error("F0410", "two conditions of one kind on one side", at, "the second").See(first, "the first");

    /// <summary>F0411. See docs/errors/F0411.md.</summary>
    public static Diagnostic OpensMass(string state, string side, SourceSpan at, SourceSpan metric, string metricName) =>
        Diagnostic.Error("F0411", $"a value prescribed on `{state}` lets mass through the boundary", at, $"holds `{state}`, so the flux is free")
            .See(metric, "conserves mass only with no flux")
            .Note($"integrating by parts leaves the flux times dF/d{state} at the {side}, which need not dissipate the energy F")
            .Help("leave the condition out for the natural one (no flux)")
            .Help($"or say that you mean it: `{metricName} {{ open = {side} }}`");

    /// <summary>F0412. See docs/errors/F0412.md.</summary>
    public static Diagnostic NotConstant(string what, SourceSpan at) =>
        Diagnostic.Error("F0412", $"{what} has no value", at, "is not a number, as `log(-1)` is not");

    /// <summary>F0413. See docs/errors/F0413.md.</summary>
    public static Diagnostic BadRange(double first, double step, double last, SourceSpan at) =>
        Diagnostic.Error("F0413", !((last - first) / step >= 0) ? "this range has no members" : "this range has more than 100_000 members", at,
            $"from {Friendly.Number(first)} by {Friendly.Number(step)} to {Friendly.Number(last)}")
            .Help(!((last - first) / step >= 0) ? "the step must lead from the first number towards the last" : "take a larger step");

    /// <summary>F0414. See docs/errors/F0414.md.</summary>
    public static Diagnostic BadTime(string what, double value, SourceSpan at) =>
        Diagnostic.Error("F0414", $"{what} must be positive and finite", at, $"this is {Friendly.Number(value)}");

    /// <summary>F0415. See docs/errors/F0415.md.</summary>
    public static Diagnostic TimeBeyondEnd(double time, double end, SourceSpan at) =>
        Diagnostic.Error("F0415", $"the time {Friendly.Number(time)} is not reached", at, $"the run goes from 0 to {Friendly.Number(end)}");

    /// <summary>F0416. See docs/errors/F0416.md.</summary>
    public static Diagnostic PrescribedWithoutGradient(string state, SourceSpan at, SourceSpan energy) =>
        Diagnostic.Error("F0416", $"a value of `{state}` cannot be prescribed here", at, "every point moves by itself")
            .See(energy, $"this energy holds no gradient of `{state}`")
            .Help("leave the condition out");

    /// <summary>F0417. See docs/errors/F0417.md.</summary>
    /// <param name="what">In the plural: "coordinate names".</param>
    /// <param name="axes">How many axes the domain has.</param>
    /// <param name="given">How many are given.</param>
    /// <param name="at">Where they stand.</param>
    public static Diagnostic BadCount(string what, int axes, int given, SourceSpan at) =>
        Diagnostic.Error("F0417", $"{given} {what} for {(axes == 1 ? "a domain of one axis" : $"a domain of {axes} axes")}", at, "one for each axis is wanted");

    /// <summary>F0317. See docs/errors/F0317.md.</summary>
    public static Diagnostic BadSeed(double seed, SourceSpan at) =>
        Diagnostic.Error("F0317", "the seed of noise must be a whole number from 0", at, $"is {Friendly.Number(seed)}");

    /// <summary>F0418. See docs/errors/F0418.md.</summary>
    public static Diagnostic NegativeAtBoundary(string state, SourceSpan at) =>
        Diagnostic.Error("F0418", $"the density `{state}` cannot be negative at the boundary", at, "may be below 0");

    /// <summary>F0419. See docs/errors/F0419.md.</summary>
    public static Diagnostic NegativeStart(string state, string axis, double x, double value, SourceSpan at, SourceSpan declared) =>
        Diagnostic.Error("F0419", $"the density `{state}` starts negative", at, $"at {axis} = {Friendly.Number(x)} this is {Friendly.Number(value)}")
            .See(declared, "declared as a density")
            .Help("cut it off: `max(0, …)`")
            .Help("or declare it as a field, if it may have any sign");

    /// <summary>F0420. See docs/errors/F0420.md.</summary>
    public static Diagnostic NoMass(string state, SourceSpan at, string interval) =>
        Diagnostic.Error("F0420", $"the density `{state}` starts without any mass", at, $"is 0 everywhere on {interval}, as far as numbers go")
            .Note("it cannot be scaled to a positive mass");

    /// <summary>F0421. See docs/errors/F0421.md.</summary>
    public static Diagnostic TooManyTimes(double every, double end, int most, SourceSpan at) =>
        Diagnostic.Error("F0421", string.Create(CultureInfo.InvariantCulture, $"this asks for more than {most:N0} records"), at,
            $"every {Friendly.Number(every)} until {Friendly.Number(end)}");

    /// <summary>F0422. See docs/errors/F0422.md.</summary>
    public static Diagnostic BadTolerance(double value, SourceSpan at) =>
        Diagnostic.Error("F0422", "a tolerance must be at least 0", at, $"this is {Friendly.Number(value)}");

    /// <summary>F0423. See docs/errors/F0423.md.</summary>
    public static Diagnostic NoStart(string state, string axis, double x, SourceSpan at) =>
        Diagnostic.Error("F0423", $"the initial value of `{state}` has no value at {axis} = {Friendly.Number(x)}", at, "not defined everywhere on the domain");
}
