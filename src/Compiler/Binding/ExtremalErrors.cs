using System.Globalization;
using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>F064x and F065x: what goes wrong with minimize, compare and vary.</summary>
internal static class ExtremalErrors
{
    /// <summary>F0640. See docs/errors/F0640.md.</summary>
    public static Diagnostic TwoAims(SourceSpan second, SourceSpan first) =>
        Diagnostic.Error("F0640", "a program has one `solve` or one `minimize`, not both or two", second, "the second")
            .See(first, "the first")
            .Help("leave one out, or write a second program");

    /// <summary>F0641. See docs/errors/F0641.md.</summary>
    public static Diagnostic NothingToVary(string functional, string state, SourceSpan at) =>
        Diagnostic.Error("F0641", $"`{functional}` does not depend on `{state}`", at, "every value of it is as good");

    /// <summary>F0642. See docs/errors/F0642.md.</summary>
    /// <param name="constraint">As it might be written.</param>
    /// <param name="at">Where it stands.</param>
    public static Diagnostic NoEquation(string constraint, SourceSpan at) =>
        Diagnostic.Error("F0642", "a constraint of `minimize` is an equation between a functional and a number", at, "is no equation")
            .Help($"write `subject to {constraint}`, or bound the state at every point where it is declared: `where u >= 0`");

    /// <summary>F0643. See docs/errors/F0643.md.</summary>
    public static Diagnostic HoldsNothing(string constraint, IEnumerable<string> states, SourceSpan at) =>
        Diagnostic.Error("F0643", $"the constraint `{constraint}` does not depend on what is varied", at, $"holds no {Friendly.Or(states)}");

    /// <summary>F0644. See docs/errors/F0644.md.</summary>
    public static Diagnostic SeveralFormals(string functional, int count, SourceSpan at) =>
        Diagnostic.Error("F0644", "`compare` and `vary` take a functional of one field", at, $"`{functional}` is one of {count}")
            .Help("define a functional of one: `G[u] = F[u, c]`");

    /// <summary>F0645. See docs/errors/F0645.md.</summary>
    public static Diagnostic NoCandidates(SourceSpan at) =>
        Diagnostic.Error("F0645", "there is nothing to compare", at, "names no candidate").Help("name some: `{ line = x; parabola = x^2 }`");

    /// <summary>F0646. See docs/errors/F0646.md.</summary>
    public static Diagnostic TwoCandidates(string name, SourceSpan at) =>
        Diagnostic.Error("F0646", $"two candidates are called `{name}`", at, "the second").Help("give it another name");

    /// <summary>F0647. See docs/errors/F0647.md.</summary>
    public static Diagnostic NoCurve(string candidate, string fault, SourceSpan at) =>
        Diagnostic.Error("F0647", $"the curve `{candidate}` is not the graph of a field", at, fault)
            .Help("write `parametric(fun s -> (x, y), from, to)` with x growing from the left end of the domain to the right end");

    /// <summary>F0648. See docs/errors/F0648.md.</summary>
    public static Diagnostic CurveElsewhere(SourceSpan at) =>
        Diagnostic.Error("F0648", "a parametric curve can stand only as a candidate of `compare`", at, "is no field")
            .Help("write `compare T over { arc = parametric(fun s -> (x, y), from, to) }`");

    /// <summary>F0649. See docs/errors/F0649.md.</summary>
    public static Diagnostic NoValue(string functional, string candidate, SourceSpan at) =>
        Diagnostic.Error("F0649", $"`{functional}` has no value at `{candidate}`", at, "its integrand is not a number somewhere inside the domain");

    /// <summary>F0650. See docs/errors/F0650.md.</summary>
    public static Diagnostic MissesEnd(string candidate, double value, double wanted, string side, SourceSpan at, SourceSpan condition) =>
        Diagnostic.Warning("F0650", $"the candidate `{candidate}` misses the value prescribed on the {side}", at, string.Create(CultureInfo.InvariantCulture, $"is {value:G6} there"))
            .See(condition, string.Create(CultureInfo.InvariantCulture, $"{wanted:G6} is prescribed"));

    /// <summary>F0651. See docs/errors/F0651.md.</summary>
    public static Diagnostic NoCandidate(string functional, string candidate, SourceSpan at, IReadOnlyCollection<string> known) => known.Count == 0
        ? Diagnostic.Error("F0651", $"`{functional}` is not compared", at, "no `compare` names it").Help($"write `compare {functional} over {{ {candidate} = … }}`")
        : Diagnostic.Error("F0651", $"`{functional}` has no candidate `{candidate}`", at, "unknown").Help($"its candidates are {Friendly.Or(known)}");

    /// <summary>F0652. See docs/errors/F0652.md.</summary>
    public static Diagnostic NotVaried(string functional, SourceSpan at) =>
        Diagnostic.Error("F0652", $"`{functional}` is not varied", at, "no `vary` gives it a slope").Help($"write `vary {functional} at u = … along …`");

    /// <summary>F0653. See docs/errors/F0653.md.</summary>
    public static Diagnostic Twice(string what, string functional, SourceSpan at) =>
        Diagnostic.Error("F0653", $"`{functional}` is {what} twice", at, "the second time")
            .Help($"give the functional a second name for it: `{functional}2[u] = {functional}[u]`");

    /// <summary>F0654. See docs/errors/F0654.md.</summary>
    public static Diagnostic BadSteps(double count, SourceSpan at) =>
        Diagnostic.Error("F0654", string.Create(CultureInfo.InvariantCulture, $"the number of steps must be a whole number from 1 to 1e9, not {count:G6}"), at, "is not");

    /// <summary>F0655. See docs/errors/F0655.md.</summary>
    public static Diagnostic NoHistogram(string what, SourceSpan at) =>
        Diagnostic.Error("F0655", "a histogram is of a component of particles, or of a field", at, $"this is {what}")
            .Help("write `plot histogram theta.x` for particles `theta`, or `plot histogram u` for a field `u`");
}
