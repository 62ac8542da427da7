using Flows.Compiler.Symbolics;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>
/// Checks the summands of an integrand (docs/language.md §6): `int a + int b` would multiply the second integral by the size of the
/// domain, so a summand that is a closed integral or functional is an error, one without a state a warning.
/// </summary>
internal static class Summands
{
    /// <summary>Reports what is suspicious in the integrand of <paramref name="syntax"/>.</summary>
    public static void Check(ExpressionBinder binder, IntSyntax syntax, Expr integrand, Point point, Scope scope)
    {
        if (syntax.Body is not BinarySyntax { Operator: BinaryOperator.Add or BinaryOperator.Subtract })
            return;
        var hasState = Substitution.States(integrand).Count > 0;
        var summands = new List<ExprSyntax>();
        Collect(syntax.Body, summands);
        foreach (var summand in summands)
        {
            var closed = Closed(summand);
            if (closed is null && !hasState)
                continue;
            var value = binder.Declarations.Silently(() => binder.Real(summand, scope));
            if (value is null || Substitution.FreePoints(value).Contains(point) && (closed is not null || Substitution.States(value).Count > 0))
                continue;
            var text = binder.Declarations.Source;
            var before = text.Slice(SourceSpan.Between(syntax.Body.Span.Start, summand.Span.Start)).TrimEnd().TrimEnd('+', '-').TrimEnd();
            if (before.Length == 0)
                before = "…";
            if (closed is not null && Substitution.States(value).Count > 0)
                binder.Report(EnergyErrors.ClosedSummand(text.Slice(summand.Span), before, summand.Span, syntax.KeywordSpan));
            else
                binder.Report(EnergyErrors.StatelessSummand(text.Slice(summand.Span), before, summand.Span, syntax.KeywordSpan));
        }
    }

    private static void Collect(ExprSyntax syntax, List<ExprSyntax> summands)
    {
        while (syntax is BinarySyntax { Operator: BinaryOperator.Add or BinaryOperator.Subtract } b)
        {
            summands.Add(b.Right);
            syntax = b.Left;
        }
        summands.Add(syntax);
    }

    // The integral or functional that a summand consists of, up to numbers and signs; null where it is a product with a field.
    private static ExprSyntax? Closed(ExprSyntax syntax) => syntax switch
    {
        ParenthesisSyntax p => Closed(p.Inner),
        NegateSyntax n => Closed(n.Operand),
        IntSyntax or BracketSyntax => syntax,
        BinarySyntax { Operator: BinaryOperator.Multiply or BinaryOperator.Divide } b => Closed(b.Left) ?? Closed(b.Right),
        ApplySyntax { Arguments: [.., ListSyntax] } => syntax,
        _ => null,
    };
}
