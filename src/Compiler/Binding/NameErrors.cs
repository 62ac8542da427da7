using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>F02xx: what goes wrong with names.</summary>
internal static class NameErrors
{
    private const int MostListed = 8;
    private static readonly string[] Components = [".x", ".y", ".z"];

    /// <summary>F0201. See docs/errors/F0201.md.</summary>
    /// <param name="kind">What the name should be: "metric".</param>
    /// <param name="name">As written.</param>
    /// <param name="at">Where it stands.</param>
    /// <param name="candidates">The names that are valid there.</param>
    public static Diagnostic Unknown(string kind, string name, SourceSpan at, IEnumerable<string> candidates)
    {
        var all = candidates.Distinct().Order(StringComparer.Ordinal).ToArray();
        return Guess(Diagnostic.Error("F0201", $"unknown {kind} `{name}`", at, $"no {kind} has this name"), name, all, all);
    }

    /// <summary>F0201 of a name in an expression. See docs/errors/F0201.md.</summary>
    /// <param name="name">As written.</param>
    /// <param name="at">Where it stands.</param>
    /// <param name="own">The author's names: declarations, locals, coordinates.</param>
    /// <param name="builtIn">The language's names.</param>
    public static Diagnostic UnknownName(string name, SourceSpan at, IEnumerable<string> own, IEnumerable<string> builtIn)
    {
        var declared = own.Distinct().Order(StringComparer.Ordinal).ToArray();
        return Guess(Diagnostic.Error("F0201", $"unknown name `{name}`", at, "neither declared nor built in"), name, [.. declared, .. builtIn.Distinct().Order(StringComparer.Ordinal)], declared);
    }

    private static Diagnostic Guess(Diagnostic error, string name, string[] candidates, string[] listed) =>
        Suggest.Nearest(name, candidates) is { } near ? error.Help($"did you mean `{near}`?")
        : listed.Length is > 1 and <= MostListed ? error.Help($"the names known here are {Friendly.And(listed)}")
        : listed.Length == 1 ? error.Help($"the only name known here is `{listed[0]}`")
        : error;

    /// <summary>F0203. See docs/errors/F0203.md.</summary>
    public static Diagnostic Duplicate(string name, SourceSpan at, SourceSpan first) =>
        Diagnostic.Error("F0203", $"`{name}` is declared twice", at, "declared again")
            .See(first, "first declared here")
            .Help("all declarations share one name space: give one of them another name");

    /// <summary>F0204. See docs/errors/F0204.md.</summary>
    public static Diagnostic CoordinateAndDeclaration(string name, SourceSpan at, SourceSpan declared) =>
        Diagnostic.Error("F0204", $"`{name}` is both a coordinate and a declaration here", at, "could mean either")
            .See(declared, "declared here")
            .Help("give the declaration another name")
            .Help("or name the coordinates of the domain: `domain D(s) = …`");

    /// <summary>F0205. See docs/errors/F0205.md.</summary>
    /// <param name="name">What is defined by itself.</param>
    /// <param name="at">Where it is used.</param>
    /// <param name="circle">The names on the way round, the first and last the same.</param>
    public static Diagnostic Recursive(string name, SourceSpan at, IReadOnlyList<string> circle)
    {
        var error = Diagnostic.Error("F0205", $"`{name}` is defined by itself", at, "needed to find its own value");
        if (circle.Count is > 2 and < 12)
            error = error.Note($"the circle is {string.Join(" -> ", circle.Select(c => $"`{c}`"))}");
        return error.Note("definitions may come in any order, but not in a circle");
    }

    /// <summary>F0206. See docs/errors/F0206.md.</summary>
    public static Diagnostic UnfoldsTooFar(int most, SourceSpan at) =>
        Diagnostic.Error("F0206", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"this program unfolds to more than {most:N0} expressions"), at, "the limit is reached here")
            .Note("a function is unfolded wherever it is called: one that calls another twice, and so on, doubles each time")
            .Help("give a common part a name with a local `let`, so that it is worked out once");

    /// <summary>F0206 of a chain of definitions. See docs/errors/F0206.md.</summary>
    public static Diagnostic ChainTooLong(int most, SourceSpan at) =>
        Diagnostic.Error("F0206", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"more than {most} definitions need one another in a row"), at, "the limit is reached here")
            .Help("write a definition before those that need it");

    /// <summary>F0206 of symbolic work. See docs/errors/F0206.md.</summary>
    public static Diagnostic TooMuchWork(SourceSpan at) =>
        Diagnostic.Error("F0206", "the formulas of this program grow too large", at, "cannot be worked out within the limit")
            .Note("powers of long sums are multiplied out, and functions are unfolded wherever they are called")
            .Help("write the energy with fewer nested functions and lower powers");

    /// <summary>F0207. See docs/errors/F0207.md.</summary>
    public static Diagnostic NoMember(string name, string shape, int count, SourceSpan at) =>
        Diagnostic.Error("F0207", $"there is no component `.{name}`", at, $"of {shape}")
            .Help(count is 2 or 3 ? $"its components are {Friendly.And(Components[..count])}" : null);

    /// <summary>F0208. See docs/errors/F0208.md.</summary>
    public static Diagnostic StateInDefinition(string name, SourceSpan at, string where) =>
        Diagnostic.Error("F0208", $"the state `{name}` cannot be used in {where}", at, "changes with time")
            .Help($"what depends on a state is a functional: `g[{name}] = …`");

    /// <summary>F0209. See docs/errors/F0209.md.</summary>
    /// <param name="name">The coordinate, field or operator.</param>
    /// <param name="isField">Whether it is a field, which can be integrated as it stands.</param>
    /// <param name="isWatched">Whether values at points and extrema are possible here.</param>
    /// <param name="at">Where it stands.</param>
    public static Diagnostic WithoutPoint(string name, bool isField, bool isWatched, SourceSpan at)
    {
        var error = Diagnostic.Error("F0209", $"`{name}` has a value only at a point", at, "one number is wanted, and no point is given")
            .Help(isField ? $"integrate it over the domain: `int {name}`" : $"put it under the integral: `int {name}*…`");
        return isField && isWatched ? error.Help($"or take it at a point, `{name}(0.5)`, or its extremum, `max {name}`") : error;
    }

    /// <summary>F0210. See docs/errors/F0210.md.</summary>
    public static Diagnostic TimeInConstant(SourceSpan at) =>
        Diagnostic.Error("F0210", "the time `t` cannot be used in a constant", at, "must be a number before the run begins");

    /// <summary>F0211. See docs/errors/F0211.md.</summary>
    public static Diagnostic NotAParameter(string name, SourceSpan program, IEnumerable<string> parameters)
    {
        string[] all = [.. parameters];
        var error = Diagnostic.Error("F0211", $"`--set {name}` names no `param` of this program", program, all.Length == 0 ? "declares no `param`" : "this program");
        return Suggest.Nearest(name, all) is { } near ? error.Help($"did you mean `--set {near}=…`?")
            : all.Length > 0 ? error.Help($"its parameters are {Friendly.And(all)}")
            : error.Help($"only a `param` can be set: `param {name} = 1`");
    }

    /// <summary>F0242. See docs/errors/F0242.md.</summary>
    public static Diagnostic OutsideDomain(string field, AxisModel axis, double value, SourceSpan at) =>
        Diagnostic.Error("F0242", double.IsNaN(value) ? $"`{field}` is asked for at a place that is not a number" : $"`{field}` has no value at {axis.Name} = {Friendly.Number(value)}", at,
                double.IsNaN(value) ? $"the coordinate {axis.Name} has no value" : "lies outside of the domain")
            .See(axis.Span, $"{axis.Name} goes from {Friendly.Number(axis.Low)} to {Friendly.Number(axis.High)}")
            .Help($"take a place between {Friendly.Number(axis.Low)} and {Friendly.Number(axis.High)}{(axis.IsPeriodic ? ", also on a periodic axis" : "")}");

    /// <summary>F0212. See docs/errors/F0212.md.</summary>
    public static Diagnostic NotThatKind(string name, string wanted, string found, SourceSpan at) =>
        Diagnostic.Error("F0212", $"`{name}` is no {wanted}", at, $"this is {found}")
            .Help(wanted == "functional" ? "a functional is declared with its states in brackets: `F[u] = int …`" : null);
}
