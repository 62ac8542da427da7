namespace Flows.Compiler.Symbolics;

/// <summary>Writes expressions in presentation MathML.</summary>
public static class MathMlPrinter
{
    /// <summary>The expression as one element to be put into `math`.</summary>
    public static string Print(Expr expression, PrinterOptions? options = null) =>
        new ExprText(MathMlNotation.Instance, PointNames.For(expression), options ?? new()).Of(expression).Text;
}
