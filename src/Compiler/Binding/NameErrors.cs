using Flows.Language.Diagnostics;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>F02xx: what goes wrong with names.</summary>
internal static class NameErrors
{
    /// <summary>F0201. See docs/errors/F0201.md.</summary>
    public static Diagnostic Unknown(string kind, string name, SourceSpan at, IEnumerable<string> candidates)
    {
        var all = candidates.Distinct().Order(StringComparer.Ordinal).ToArray();
        var near = Suggest.Nearest(name, all);
        var error = Diagnostic.Error("F0201", $"unknown {kind} `{name}`", at, $"no {kind} has this name");
        return near is not null ? error.Help($"did you mean `{near}`?")
            : all.Length is > 0 and <= 8 ? error.Help($"here one of {Friendly.Or(all)} can stand")
            : error;
    }

    /// <summary>F0203. See docs/errors/F0203.md.</summary>
    public static Diagnostic Duplicate(string name, SourceSpan at, SourceSpan first) =>
        Diagnostic.Error("F0203", $"`{name}` is declared twice", at, "declared again")
            .See(first, "first declared here")
            .Help("all declarations share one name space: give one of them another name");

    /// <summary>F0204. See docs/errors/F0204.md.</summary>
    public static Diagnostic CoordinateAndDeclaration(string name, SourceSpan at, SourceSpan declared) =>
        Diagnostic.Error("F0204", $"`{name}` is both a coordinate and a declaration here", at, "which one is meant")
            .See(declared, "declared here")
            .Help($"rename the declaration, or name the domain's coordinates: `domain D(s) = …`");

    /// <summary>F0205. See docs/errors/F0205.md.</summary>
    public static Diagnostic Recursive(string name, SourceSpan at) =>
        Diagnostic.Error("F0205", $"`{name}` is defined by itself", at, "needed to find its own value")
            .Note("definitions may come in any order, but not in a circle");

    /// <summary>F0207. See docs/errors/F0207.md.</summary>
    public static Diagnostic NoMember(string name, string shape, SourceSpan at) =>
        Diagnostic.Error("F0207", $"there is no component `.{name}`", at, $"this is {shape}");

    /// <summary>F0208. See docs/errors/F0208.md.</summary>
    public static Diagnostic StateInDefinition(string name, SourceSpan at, string where) =>
        Diagnostic.Error("F0208", $"the state `{name}` cannot be used in {where}", at, "changes with time")
            .Help($"make it a functional: `g[{name}] = …`");

    /// <summary>F0209. See docs/errors/F0209.md.</summary>
    public static Diagnostic CoordinateWithoutPoint(string name, SourceSpan at) =>
        Diagnostic.Error("F0209", $"`{name}` has a value only at a point", at, "here is no point")
            .Help($"integrate over the domain: `int … {name} …`")
            .Help($"or take it at a point: `{name}(0.5)` in observe, plot or expect");

    /// <summary>F0210. See docs/errors/F0210.md.</summary>
    public static Diagnostic TimeInConstant(SourceSpan at) =>
        Diagnostic.Error("F0210", "the time `t` cannot be used in a constant", at, "must be a number");

    /// <summary>F0211. See docs/errors/F0211.md.</summary>
    public static Diagnostic NotAParameter(string name, IEnumerable<string> parameters) =>
        Unknown("parameter", name, new SourceSpan(0, 0), parameters) with { Code = "F0211", Message = $"`--set {name}` names no `param` of this program" };

    /// <summary>F0212. See docs/errors/F0212.md.</summary>
    public static Diagnostic NotThatKind(string name, string wanted, string found, SourceSpan at) =>
        Diagnostic.Error("F0212", $"`{name}` is no {wanted}", at, $"this is {found}");
}
