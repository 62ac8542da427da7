using Flows.Compiler.Binding;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Analysis;

/// <summary>Finds the place in a functional's text that a fact about the energy is about.</summary>
internal static class EnergyPlaces
{
    /// <summary>The first application of a function in the functional that is descended, or null.</summary>
    public static SourceSpan? CallOf(DescentModel descent, string function) => descent.Declared is not { } declared ? null
        : SyntaxNames.All(declared.Value).FirstOrDefault(e => e switch
        {
            ApplySyntax { Function: NameSyntax f } => f.Name == function,
            CallSyntax { Target: NameSyntax f } => f.Name == function,
            _ => false,
        })?.Span;

    /// <summary>The power of a formal with an exponent, as written in the functional; or null.</summary>
    public static SourceSpan? PowerOf(DescentModel descent, string exponent) => descent.Declared is not { } declared ? null
        : SyntaxNames.All(declared.Value).FirstOrDefault(e => e is BinarySyntax { Operator: BinaryOperator.Power, Left: NameSyntax name, Right: NumberSyntax n }
            && n.Text == exponent && declared.Formals.Any(f => f.Name == name.Name))?.Span;
}
