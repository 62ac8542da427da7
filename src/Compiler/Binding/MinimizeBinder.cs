using Flows.Compiler.Symbolics;
using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>Binds `minimize`.</summary>
internal static class MinimizeBinder
{
    /// <summary>What is minimised, or null after an error.</summary>
    public static MinimizeModel? Bind(ExpressionBinder binder, MinimizeDecl declaration, Overrides overrides)
    {
        var targets = new List<StateModel>();
        foreach (var name in declaration.Over)
        {
            if (binder.Declarations.StateModelOf(name.Name) is { } state)
                targets.Add(state);
            else if (binder.Declarations.Find(name.Name) is not { Syntax: StateDecl or NetworkDecl })
                binder.Report(NameErrors.Unknown("state", name.Name, name.Span, binder.Declarations.StateNames));
        }
        if (targets.Count < declaration.Over.Count || Real(binder, declaration.Functional, targets) is not { } energy)
            return null;
        if (SwitchChecks.Check(binder, energy, [.. targets.Select(t => t.Symbol)], (binder.Bind(declaration.Functional, Scope.For(Purpose.Energy)) as FunctionalValue)?.Declaration, declaration.Functional.Span))
            return null;
        var text = binder.Declarations.Source.Slice(declaration.Functional.Span);
        for (var i = 0; i < targets.Count; i++)
        {
            if (Substitution.DependsOn(energy, targets[i].Symbol))
                continue;
            binder.Report(ExtremalErrors.NothingToVary(text, targets[i].Symbol.Name, declaration.Over[i].Span));
            return null;
        }
        var held = declaration.SubjectTo.Select(c => Held(binder, c, targets)).ToArray();
        var cells = SolveBinder.Cells(binder, declaration.Cells, overrides, declaration.Span);
        var options = (declaration.Options?.Fields ?? []).Select(f => SolveBinder.Option(binder, f)).OfType<OptionModel>().ToArray();
        if (cells is null || held.Any(h => h is null))
            return null;
        if (declaration.Cells.Count > 1 && targets[0].Domain.Axes.Count is var axes && cells.Value.Count != axes)
            binder.Report(DomainErrors.BadCount("counts of cells", axes, cells.Value.Count, declaration.Cells[0].Span.To(declaration.Cells[^1].Span)));
        return new MinimizeModel(text, energy, [.. targets], [.. held.Select(h => h!)], cells.Value, [.. options], declaration.Functional.Span);
    }

    // G = 3: one side holds what is varied, the other is a number.
    private static HeldModel? Held(ExpressionBinder binder, ExprSyntax syntax, List<StateModel> targets)
    {
        if (syntax is not BinarySyntax { Operator: BinaryOperator.Equal } equation)
        {
            var text = binder.Declarations.Source;
            // An integral extends as far right as it can, the equation into it.
            binder.Report(ExtremalErrors.NoEquation(
                syntax is IntSyntax { Body: BinarySyntax { Operator: BinaryOperator.Equal } inside } ? $"(int {text.Slice(inside.Left.Span)}) = {text.Slice(inside.Right.Span)}" : $"{text.Slice(syntax.Span)} = 3",
                syntax.Span));
            return null;
        }
        if (Real(binder, equation.Left, targets) is not { } value)
            return null;
        if (!targets.Any(t => Substitution.DependsOn(value, t.Symbol)))
        {
            binder.Report(ExtremalErrors.HoldsNothing(binder.Declarations.Source.Slice(equation.Left.Span), targets.Select(t => t.Symbol.Name), equation.Left.Span));
            return null;
        }
        return Constants.Number(binder, equation.Right, Scope.For(Purpose.Constant), "the value of a constraint") is { } target
            ? new HeldModel(binder.Declarations.Source.Slice(equation.Left.Span), value, target, syntax.Span)
            : null;
    }

    private static Expr? Real(ExpressionBinder binder, ExprSyntax syntax, List<StateModel> targets)
    {
        if (syntax is NameSyntax name && binder.Declarations.Find(name.Name) is null && BuiltIns.Value(name.Name, binder) is null)
        {
            binder.Report(NameErrors.Unknown("functional", name.Name, name.Span, binder.Declarations.FunctionalNames));
            return null;
        }
        var scope = Scope.For(Purpose.Energy);
        var value = binder.Bind(syntax, scope);
        if (value is FunctionalValue functional)
            value = FunctionalBinder.AtOwnStates(binder, functional, [.. targets.Select(t => binder.Declarations.State(t.Symbol.Name)!)], syntax.Span, scope);
        return binder.Real(value, syntax.Span, scope, "what is minimised or held");
    }
}
