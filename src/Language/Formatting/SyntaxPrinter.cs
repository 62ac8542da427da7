using Flows.Language.Syntax;

namespace Flows.Language.Formatting;

/// <summary>Writes syntax as canonical text, which parses back to an equal tree.</summary>
public static class SyntaxPrinter
{
    /// <summary>A program: one declaration after the other, each with its documentation before it.</summary>
    public static string Print(ProgramSyntax program) => string.Concat(program.Declarations.Select(d => Print(d) + "\n"));

    /// <summary>One declaration, without a line break at its end.</summary>
    public static string Print(DeclSyntax declaration)
    {
        var text = DeclarationPrinter.Print(declaration);
        return declaration.Doc is null
            ? text
            : string.Concat(declaration.Doc.Split('\n').Select(line => $"/// {line}".TrimEnd() + "\n")) + text;
    }

    /// <summary>An expression; parentheses are added where a tree that was not parsed needs them.</summary>
    public static string Print(ExprSyntax expression) => ExpressionPrinter.Print(expression, Level.Pipe);
}
