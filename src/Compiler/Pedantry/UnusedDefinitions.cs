using Flows.Language.Diagnostics;
using Flows.Language.Syntax;
using Flows.Language.Text;
using Flows.Language.Tokens;

namespace Flows.Compiler.Pedantry;

/// <summary>Finds definitions whose name stands nowhere else in the program.</summary>
internal static class UnusedDefinitions
{
    /// <summary>A warning for each. What is observed, plotted or expected is its own use; so is a state that flows.</summary>
    public static IEnumerable<Diagnostic> In(SourceText source, ProgramSyntax program)
    {
        // Words, not bindings: a name that only a formal parameter repeats counts as used. Better silent than wrong.
        var words = FlowTokenizer.TokensOf(source.Text).Where(t => t.Kind == TokenKind.Name).GroupBy(t => t.ToStringValue()).ToDictionary(g => g.Key, g => g.Count());
        return program.Declarations.SelectMany(Definitions).Where(d => words.GetValueOrDefault(d.Name.Name) <= 1)
            .Select(d => PedanticErrors.Unused(d.Kind, d.Name.Name, d.Name.Span));
    }

    private static IEnumerable<(string Kind, NamedSpan Name)> Definitions(DeclSyntax declaration) => declaration switch
    {
        LetDecl d => d.Pattern.Names.Select(n => ("definition", new NamedSpan(n, d.Pattern.Span))),
        ParamDecl d => [("parameter", d.Name)],
        DataDecl d => d.Names.Select(n => ("data", n)),
        DomainDecl d => [("domain", d.Name)],
        StateDecl d => [("state", d.Name)],
        FunctionalDecl d => [("functional", d.Name)],
        NetworkDecl d => [("network", d.Name)],
        _ => [],
    };
}
