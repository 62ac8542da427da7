using Flows.Compiler.Binding;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Analysis;

/// <summary>Finds the place in a functional's text that a fact about the energy is about.</summary>
internal static class EnergyPlaces
{
    /// <summary>The application of a function to a state in the functional that is descended, or null.</summary>
    /// <param name="descent">What is descended.</param>
    /// <param name="function">The function; `sqrt` and broken powers are found as powers as well.</param>
    /// <param name="state">The state's name: a formal of that name is preferred to others.</param>
    public static SourceSpan? CallOf(DescentModel descent, string function, string state) => First(descent, state, e => e switch
    {
        ApplySyntax { Function: NameSyntax f } => f.Name == function,
        CallSyntax { Target: NameSyntax f } => f.Name == function,
        BinarySyntax { Operator: BinaryOperator.Power, Right: not NumberSyntax } => function == "sqrt" || function.StartsWith('('),
        BinarySyntax { Operator: BinaryOperator.Power, Right: NumberSyntax n } => n.Text.Contains('.', StringComparison.Ordinal) && (function == "sqrt" || function.StartsWith('(')),
        _ => false,
    });

    /// <summary>The first quotient whose denominator holds a state, or null.</summary>
    public static SourceSpan? QuotientOf(DescentModel descent, string state) =>
        First(descent, state, e => e is BinarySyntax { Operator: BinaryOperator.Divide } or BinarySyntax { Operator: BinaryOperator.Power, Right: not NumberSyntax });

    /// <summary>The power of a formal with an exponent, as written in the functional; or null.</summary>
    public static SourceSpan? PowerOf(DescentModel descent, string exponent) => descent.Declared is not { } declared ? null
        : SyntaxNames.All(declared.Value).FirstOrDefault(e => e is BinarySyntax { Operator: BinaryOperator.Power, Left: NameSyntax name, Right: NumberSyntax n }
            && n.Text == exponent && declared.Formals.Any(f => f.Name == name.Name))?.Span;

    private static SourceSpan? First(DescentModel descent, string state, Func<ExprSyntax, bool> isMeant)
    {
        if (descent.Declared is not { } declared)
            return null;
        var formals = declared.Formals.Select(f => f.Name).ToArray();
        var found = SyntaxNames.All(declared.Value).Where(isMeant).ToArray();
        // Of a quotient the denominator counts.
        bool Mentions(ExprSyntax e, Func<string, bool> isMeant) =>
            SyntaxNames.In(e is BinarySyntax { Operator: BinaryOperator.Divide, Right: var below } ? below : e).Any(n => isMeant(n.Name));
        return (found.FirstOrDefault(e => Mentions(e, n => n == state && formals.Contains(n))) ?? found.FirstOrDefault(e => Mentions(e, formals.Contains)))?.Span;
    }
}
