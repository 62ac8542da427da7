using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Parsing;
using Flows.Language.Text;

namespace Flows.Compiler.Pedantry;

/// <summary>`flowc check --pedantic`: warnings for what is correct and often not meant.</summary>
public static class PedanticChecks
{
    /// <summary>The warnings, in source order.</summary>
    /// <param name="source">The text.</param>
    /// <param name="analysed">What it compiles to.</param>
    public static Seq<Diagnostic> Of(SourceText source, Analysed analysed) => FlowCompiler.OnLargeStack<Seq<Diagnostic>>(() =>
    {
        var program = FlowParser.Parse(source).Value!;
        return
        [
            .. UnusedDefinitions.In(source, program)
                .Concat(ScaleParameters.In(analysed.Model, program))
                .Concat(InterfaceWidths.In(analysed))
                .Concat(FeedingConditions.In(analysed.Model))
                .Concat(UnprovenBounds.In(analysed))
                .OrderBy(d => d.Primary.Span.Start),
        ];
    });
}
