using Flows.Compiler.Symbolics;
using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>Constant expressions: cell counts, times, tolerances, option values.</summary>
public static class Constants
{
    /// <summary>The number that a constant expression stands for, or null after an error.</summary>
    /// <param name="binder">Binds it.</param>
    /// <param name="syntax">The expression.</param>
    /// <param name="scope">Locals in force; made constant here.</param>
    /// <param name="what">Names it in a message: "the end time".</param>
    internal static double? Number(ExpressionBinder binder, ExprSyntax syntax, Scope scope, string what)
    {
        var expr = binder.Real(syntax, scope with { Purpose = Purpose.Constant, Ambient = null }, what);
        if (expr is null)
            return null;
        var value = Value(expr);
        if (double.IsNaN(value))
            binder.Report(DomainErrors.NotConstant(what, syntax.Span));
        return double.IsNaN(value) ? null : value;
    }

    /// <summary>Whether an expression is a constant that is 0.</summary>
    internal static bool IsZero(Expr expr) => !expr.Known.Has(Kinds.Varying | Kinds.Symbol | Kinds.Reduced) && Value(expr) == 0;

    /// <summary>The value of an expression free of points and states; NaN where it has none.</summary>
    public static double Value(Expr expr)
    {
        try
        {
            return Evaluation.Evaluate(expr, _ => null);
        }
        catch (ArgumentException)
        {
            return double.NaN;
        }
    }
}
