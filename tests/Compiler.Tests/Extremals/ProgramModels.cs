using Flows.Compiler.Binding;
using Flows.Language.Diagnostics;
using Flows.Language.Parsing;
using Flows.Language.Text;

namespace Flows.Compiler.Tests.Extremals;

/// <summary>Programs bound to models.</summary>
internal static class ProgramModels
{
    /// <summary>The model of a program without errors.</summary>
    public static Model Of(string text)
    {
        var source = new SourceText("test.flow", text);
        var syntax = FlowParser.Parse(source);
        var model = ProgramBinder.Bind(source, syntax.Value!, Overrides.None);
        Assert.True(model.Value is not null, string.Concat(model.Diagnostics.Select(d => DiagnosticRenderer.Render(d, source))));
        return model.Value;
    }
}
