using Flows.Compiler.Binding;
using Flows.Compiler.Symbolics;
using Flows.Language.Diagnostics;
using Flows.Language.Syntax;

namespace Flows.Compiler.Pedantry;

/// <summary>Finds parameters that an energy divides by, or weighs gradients with, and that may be set to 0 or below.</summary>
internal static class ScaleParameters
{
    /// <summary>A warning for each.</summary>
    public static IEnumerable<Diagnostic> In(Model model, ProgramSyntax program)
    {
        var energies = model.Flows.SelectMany(f => f.Descents).SelectMany(d => new[] { d.Energy, d.Mobility }).Distinct().ToArray();
        foreach (var declared in program.Declarations.OfType<ParamDecl>())
        {
            if (model.Parameters.FirstOrDefault(p => p.Name == declared.Name.Name) is not { Value: > 0 and var value } || LowEnd(declared) > 0)
                continue;
            if (energies.Select(e => Role(e, declared.Name.Name)).FirstOrDefault(r => r is not null) is { } role)
                yield return PedanticErrors.ScaleWithoutRange(declared.Name.Name, role, declared.Name.Span, value);
        }
    }

    // Only a low end that is written as a number tells at a glance; what is computed was thought about.
    private static double LowEnd(ParamDecl declared) => declared.Low switch
    {
        null => double.NegativeInfinity,
        NumberSyntax n => Rational.TryParse(n.Text, out var low) ? low.ToDouble() : double.PositiveInfinity,
        NegateSyntax => double.NegativeInfinity,
        _ => double.Epsilon,
    };

    private static string? Role(Expr energy, string name)
    {
        foreach (var part in Substitution.All(energy))
        {
            switch (part)
            {
                case Power { Exponent: Number { Value.Sign: < 0 } } p when Mentions(p.Base, name):
                    return "the energy divides by it";
                case Product p when p.Factors.Any(f => f.Known.Has(Kinds.Operator)) && p.Factors.Any(f => Mentions(f, name)):
                    return "it weighs a gradient";
            }
        }
        return null;
    }

    // By name, or through a `let` made of it.
    private static bool Mentions(Expr e, string name) => !e.Known.Has(Kinds.Varying) && Substitution.All(e).OfType<Named>().Any(n => n.Name == name || Mentions(n.Definition, name));
}
