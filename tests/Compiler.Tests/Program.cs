using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Language.Parsing;
using Flows.Language.Text;

namespace Flows.Compiler.Tests;

/// <summary>Programs of tests, compiled as far as a test wants.</summary>
internal static class Program
{
    /// <summary>The equation of a program that has no error.</summary>
    public static Equation Equation(string text)
    {
        var source = new SourceText("test", text);
        var syntax = FlowParser.Parse(source);
        Assert.True(!syntax.HasErrors, text + string.Join("\n", syntax.Diagnostics));
        var model = ProgramBinder.Bind(source, syntax.Value!, Overrides.None);
        Assert.True(model.Value is not null, text + string.Join("\n", model.Diagnostics));
        var equation = EquationBuilder.Of(model.Value.Flows[0], model.Value.Flows);
        Assert.True(equation.Value is not null, text + string.Join("\n", equation.Diagnostics));
        return equation.Value;
    }
}
