namespace Flows.Compiler.Symbolics;

/// <summary>Writes expressions in LaTeX with amsmath, for math mode.</summary>
public static class LatexPrinter
{
    /// <summary>The expression in LaTeX.</summary>
    public static string Print(Expr expression, PrinterOptions? options = null) =>
        new ExprText(LatexNotation.Instance, PointNames.For(expression), options ?? new()).Of(expression).Text;
}
