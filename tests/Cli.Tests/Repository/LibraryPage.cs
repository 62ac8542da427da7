using System.Globalization;
using System.Text;
using Flows.Compiler.Opening;
using Flows.Language.Parsing;
using Flows.Language.Text;

namespace Flows.Cli.Tests.Repository;

/// <summary>docs/reference/library.md: the modules of the standard library with the documentation in them.</summary>
internal static class LibraryPage
{
    /// <summary>The page after its heading.</summary>
    public static void Append(StringBuilder text)
    {
        foreach (var module in StandardLibrary.Names)
        {
            var source = new SourceText(module, StandardLibrary.Text(module)!);
            text.Append(CultureInfo.InvariantCulture, $"## {module}\n\n");
            foreach (var declaration in FlowParser.Parse(source).Value!.Declarations)
                text.Append(CultureInfo.InvariantCulture, $"{declaration.Doc!.Replace('\n', ' ')}\n\n```fsharp\n{source.Slice(declaration.Span)}\n```\n\n");
        }
    }
}
