using System.Diagnostics;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Explaining;

/// <summary>Writes parts of formulas in a notation.</summary>
internal static class FormulaText
{
    /// <summary>A part that is no prose.</summary>
    public static string Of(Part part, Notation notation) => part switch
    {
        Formula f => Written(f.Value, notation, OptionsOf(f)),
        Components { Of: [var only] } => Written(only, notation, new()),
        Components c => notation.Parentheses(notation.Listed([.. c.Of.Select(e => Written(e, notation, new()))])),
        Sign s => notation.Sign(s.Text),
        TimeRate r => notation.TimeDerivative(PlainFormula.Of(r.Of, notation), r.IsTotal),
        PartialOf d => notation.Indexed(notation.Name(d.Integrand), d.Axes.Length > 0 ? notation.Component(d.By, d.Axes) : notation.Name(d.By)),
        VariationOf v => notation.Variation(PlainFormula.Of(v.Functional, notation), notation.Name(v.State)),
        FunctionalOf f => notation.Functional(
            PlainFormula.Of(f.Functional, notation), [.. f.States.Select(notation.Name)], f.Direction is { } direction ? notation.Name(direction) : null),
        Plain p => PlainFormula.Of(p.Text, notation),
        _ => throw new UnreachableException(),
    };

    /// <summary>A part after a minus sign: sums in parentheses.</summary>
    public static string Subtracted(Part part, Notation notation) => part is Formula f
        && new ExprText(notation, PointNames.For(f.Value), OptionsOf(f)).Of(f.Value) is { Binding: Symbolics.Binding.Sum } sum
            ? notation.Parentheses(sum.Text)
            : Of(part, notation);

    private static PrinterOptions OptionsOf(Formula f) => new(JoinFluxes: f.JoinFluxes, JoinIntegrals: true) { Normals = f.Normals };

    private static string Written(Expr e, Notation notation, PrinterOptions options) => new ExprText(notation, PointNames.For(e), options).Of(e).Text;
}
