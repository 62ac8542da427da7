using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Language;
using Flows.Language.Parsing;
using Flows.Language.Text;

namespace Flows.Compiler.Tests;

/// <summary>Programs of tests, compiled as far as a test wants.</summary>
internal static class Program
{
    /// <summary>The equation of a program that has one flow and no error.</summary>
    public static Equation Equation(string text) => Equations(text)[0];

    /// <summary>The equations of a program that has no error.</summary>
    public static Seq<Equation> Equations(string text)
    {
        var source = new SourceText("test", text);
        var syntax = FlowParser.Parse(source);
        Assert.True(!syntax.HasErrors, text + string.Join("\n", syntax.Diagnostics));
        var model = ProgramBinder.Bind(source, syntax.Value!, Overrides.None);
        Assert.True(model.Value is not null, text + string.Join("\n", model.Diagnostics));
        var equations = model.Value.Flows.Select(f => EquationBuilder.Of(f, model.Value.Flows)).ToArray();
        Assert.All(equations, e => Assert.True(e.Value is not null, text + string.Join("\n", e.Diagnostics)));
        return [.. equations.Select(e => e.Value!)];
    }
}
