using Flows.Compiler.Symbolics;
using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>Looks at every definition once, used or not, so that its errors are found.</summary>
internal static class DefinitionChecks
{
    /// <summary>Binds the right side of a `let` with unknown arguments.</summary>
    public static void Let(ExpressionBinder binder, LetDecl let)
    {
        var space = binder.Declarations.Spaces.ToArray() is [var only] ? only : null;
        var scope = Scope.For(Purpose.Definition, space is null ? null : new Point(space, 0));
        foreach (var parameter in let.Pattern.Parameters)
            foreach (var name in parameter.Names)
                scope = scope.With(name, UnknownValue.Instance);
        // With several domains a bare coordinate cannot be told apart here; it is looked at where it is used.
        if (space is not null || !SyntaxNames.In(let.Value).Any(n => binder.Declarations.IsAxis(n.Name)))
            binder.Bind(let.Value, scope);
    }

    /// <summary>A functional at its own formals, or null after an error.</summary>
    public static FunctionalModel? Functional(ExpressionBinder binder, FunctionalDecl f)
    {
        var scope = Scope.For(Purpose.Energy);
        foreach (var parameter in f.Parameters)
            scope = scope.With(parameter.Name, UnknownValue.Instance);
        var formals = new List<StateSymbol>();
        foreach (var formal in f.Formals)
        {
            if (Formals.Symbol(binder.Declarations, formal) is not { } symbol)
                return null;
            formals.Add(symbol);
            scope = scope.With(formal.Name, FieldValue.Of(symbol));
        }
        foreach (var point in f.Points)
            scope = scope.With(point.Name, UnknownValue.Instance);
        using var guard = binder.Declarations.Enter(f.Name.Name, f.Name.Span);
        if (f.Points.Count > 0)
        {
            binder.Bind(f.Value, scope);
            return null;
        }
        var value = binder.Real(f.Value, scope, $"the functional `{f.Name.Name}`");
        return value is null || f.Parameters.Count > 0 ? null
            : new FunctionalModel(f.Name.Name, [.. formals], value, binder.Declarations.Source.Slice(f.Span), f.Name.Span);
    }
}
