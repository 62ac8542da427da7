using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>Tells distributions, whose integral over the domain is 1 whatever the domain cuts off, from other expressions.</summary>
internal static class Distributions
{
    /// <summary>
    /// Whether an expression is a distribution: gaussian, normal or uniform, or a mixture of two or more, whose weights are
    /// normalised. A number times one distribution is no mixture: it has that number for its mass.
    /// </summary>
    public static bool IsOne(ExpressionBinder binder, ExprSyntax syntax, Scope scope) => syntax switch
    {
        ParenthesisSyntax p => IsOne(binder, p.Inner, scope),
        BinarySyntax { Operator: BinaryOperator.Add } b => IsWeighted(binder, b.Left, scope) && IsWeighted(binder, b.Right, scope),
        NameSyntax { Name: "uniform" } n => IsBuiltIn(binder, n, scope),
        CallSyntax { Target: NameSyntax n } => IsBuiltIn(binder, n, scope),
        ApplySyntax { Function: NameSyntax n } => IsBuiltIn(binder, n, scope),
        _ => false,
    };

    private static bool IsWeighted(ExpressionBinder binder, ExprSyntax syntax, Scope scope) => syntax switch
    {
        ParenthesisSyntax p => IsWeighted(binder, p.Inner, scope),
        BinarySyntax { Operator: BinaryOperator.Multiply } b => IsWeight(binder, b.Left) && IsWeighted(binder, b.Right, scope) || IsWeight(binder, b.Right) && IsWeighted(binder, b.Left, scope),
        BinarySyntax { Operator: BinaryOperator.Divide } b => IsWeight(binder, b.Right) && IsWeighted(binder, b.Left, scope),
        _ => IsOne(binder, syntax, scope),
    };

    private static bool IsWeight(ExpressionBinder binder, ExprSyntax syntax) =>
        binder.Declarations.Silently(() => binder.Real(syntax, Scope.For(Purpose.Constant), "a weight")) is not null;

    private static bool IsBuiltIn(ExpressionBinder binder, NameSyntax name, Scope scope) =>
        name.Name is "gaussian" or "normal" or "uniform" && !scope.Locals.ContainsKey(name.Name) && binder.Declarations.Find(name.Name) is null;
}
