using System.Text.RegularExpressions;
using Flows.Compiler.Explaining;
using Flows.Compiler.Opening;
using Flows.Language.Parsing;
using Flows.Language.Text;
using Flows.Testing;

namespace Flows.Compiler.Tests.Variations;

/// <summary>Functionals of a table, read by the compiler's own parser and binder.</summary>
internal static partial class Functional
{
    /// <summary>A row's functional: a body in `u` or `rho`, or a whole declaration.</summary>
    public static BoundFunctional Of(TableRow row) => Read(row.Prelude + Declaration(row), row.Dimension);

    /// <summary>Text at a point as an integral ∫ text · eta, read back under the same names.</summary>
    public static BoundFunctional Tested(TableRow row, string text)
    {
        var head = Head().Match(Declaration(row));
        return Read($"{row.Prelude}Tested {head.Groups[1].Value}[{head.Groups[2].Value}, eta] = int ({text})*eta\n", row.Dimension);
    }

    /// <summary>The functional that a text ends with.</summary>
    public static BoundFunctional Read(string text, int dimension)
    {
        var source = new SourceText("table", text);
        var syntax = FlowParser.Parse(source);
        Assert.True(!syntax.HasErrors, $"{text}{string.Join("\n", syntax.Diagnostics)}");
        var opened = ModuleLoader.Load(source, syntax.Value!, NoFiles.Instance);
        Assert.True(opened.Value is not null, $"{text}{string.Join("\n", opened.Diagnostics)}");
        var bound = Derivation.Bind(opened.Value, dimension);
        Assert.True(bound.Value is not null, $"{text}{string.Join("\n", bound.Diagnostics)}");
        return bound.Value;
    }

    private static string Declaration(TableRow row) =>
        Head().IsMatch(row.Given) ? row.Given : $"F[{(Rho().IsMatch(row.Given) ? "rho" : "u")}] = {row.Given}";

    [GeneratedRegex(@"^\w+ ?([\w ]*)\[([\w, ]+)\] =")]
    private static partial Regex Head();

    [GeneratedRegex(@"\brho\b")]
    private static partial Regex Rho();
}
