using Flows.Compiler.Symbolics;
using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>Binds conditions: comparisons and what joins them.</summary>
internal static class ConditionBinder
{
    private static readonly Condition Never = new Compare(Symbolics.Comparison.Less, 0, 0);

    /// <summary>The condition an expression states; one that never holds after an error.</summary>
    public static Condition Bind(ExpressionBinder binder, ExprSyntax syntax, Scope scope)
    {
        switch (syntax)
        {
            case ParenthesisSyntax p:
                return Bind(binder, p.Inner, scope);
            case NotSyntax n:
                return new NotCondition(Bind(binder, n.Operand, scope));
            case BinarySyntax { Operator: BinaryOperator.And } b:
                return new AndCondition(Bind(binder, b.Left, scope), Bind(binder, b.Right, scope));
            case BinarySyntax { Operator: BinaryOperator.Or } b:
                return new OrCondition(Bind(binder, b.Left, scope), Bind(binder, b.Right, scope));
            case BinarySyntax { Operator: >= BinaryOperator.Less and <= BinaryOperator.NotEqual } b:
                return Comparison(b.Operator, binder.Real(b.Left, scope), binder.Real(b.Right, scope));
            case BetweenSyntax b:
                var middle = binder.Real(b.Middle, scope);
                return new AndCondition(
                    Comparison(b.LowOperator, binder.Real(b.Low, scope), middle),
                    Comparison(b.HighOperator, middle, binder.Real(b.High, scope)));
            default:
                var value = binder.Bind(syntax, scope);
                if (value is BooleanValue condition)
                    return condition.Condition;
                if (value is not UnknownValue)
                    binder.Report(ShapeErrors.NeedsCondition(Shapes.Describe(value), syntax.Span));
                return Never;
        }
    }

    private static Condition Comparison(BinaryOperator op, Expr? left, Expr? right)
    {
        if (left is null || right is null)
            return Never;
        return op switch
        {
            BinaryOperator.Less => new Compare(Symbolics.Comparison.Less, left, right),
            BinaryOperator.LessOrEqual => new Compare(Symbolics.Comparison.LessOrEqual, left, right),
            BinaryOperator.Greater => new Compare(Symbolics.Comparison.Less, right, left),
            BinaryOperator.GreaterOrEqual => new Compare(Symbolics.Comparison.LessOrEqual, right, left),
            BinaryOperator.Equal => new Compare(Symbolics.Comparison.Equal, left, right),
            _ => new Compare(Symbolics.Comparison.NotEqual, left, right),
        };
    }
}
