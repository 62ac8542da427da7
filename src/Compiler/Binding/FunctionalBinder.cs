using Flows.Language;
using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Evaluates functionals at states or at field expressions.</summary>
internal static class FunctionalBinder
{
    /// <summary>The value of a functional at given fields.</summary>
    public static Value Value(ExpressionBinder binder, FunctionalValue functional, Seq<FieldValue> fields, SourceSpan at, Scope scope)
    {
        var declaration = functional.Declaration;
        if (functional.Parameters.Count < declaration.Parameters.Count)
        {
            binder.Report(ShapeErrors.TooFewParameters(declaration.Name.Name, declaration.Parameters.Count - functional.Parameters.Count, at));
            return UnknownValue.Instance;
        }
        if (functional.Parameters.Count > declaration.Parameters.Count)
        {
            binder.Report(ShapeErrors.TooManyArguments(declaration.Name.Name, declaration.Parameters.Count, functional.Parameters.Count, at));
            return UnknownValue.Instance;
        }
        var inner = Scope.For(scope.Purpose == Purpose.Watch ? Purpose.Watch : Purpose.Energy, null, scope.Reductions);
        for (var i = 0; i < declaration.Parameters.Count; i++)
            inner = inner.With(declaration.Parameters[i].Name, functional.Parameters[i]);
        for (var i = 0; i < fields.Count; i++)
            inner = inner.With(declaration.Formals[i].Name, fields[i]);
        var home = functional.Home ?? binder;
        if (declaration.Points.Count > 0)
            return new FunctionValue(declaration.Name.Name, declaration.Points.Count, null, (arguments, caller, place) => AtArguments(home, declaration, arguments, inner, caller, place)) { IsField = true };
        using var guard = home.Declarations.Enter(declaration.Name.Name, at);
        if (guard is null)
            return UnknownValue.Instance;
        return home.Real(declaration.Value, inner, "a functional") is { } value ? new RealValue(value) : UnknownValue.Instance;
    }

    // f[rho] x: a real or a vector for every argument.
    private static Value AtArguments(ExpressionBinder home, FunctionalDecl declaration, Seq<Argument> arguments, Scope inner, Scope caller, SourceSpan at)
    {
        using var guard = home.Declarations.Enter(declaration.Name.Name, at);
        if (guard is null)
            return UnknownValue.Instance;
        for (var i = 0; i < arguments.Count; i++)
            inner = inner.With(declaration.Points[i].Name, home.AtPoint(arguments[i].Value, arguments[i].Span, caller));
        return home.AtPoint(home.Bind(declaration.Value, inner), declaration.Value.Span, inner) switch
        {
            (RealValue or VectorValue or UnknownValue) and var value => value,
            var other => home.Real(other, declaration.Value.Span, inner, $"the value of `{declaration.Name.Name}`") is { } e ? new RealValue(e) : UnknownValue.Instance,
        };
    }

    /// <summary>A functional whose name stands alone, at the states that it then means (docs/language.md §6).</summary>
    /// <param name="binder">Binds it.</param>
    /// <param name="functional">Its parameters given.</param>
    /// <param name="targets">In `flow (a, b) = … F`: the targets in order; else empty.</param>
    /// <param name="at">Where it stands.</param>
    /// <param name="scope">The scope there.</param>
    public static Value AtOwnStates(ExpressionBinder binder, FunctionalValue functional, Seq<FieldValue> targets, SourceSpan at, Scope scope)
    {
        var formals = functional.Declaration.Formals;
        var named = formals.Select(f => binder.Declarations.State(f.Name) as FieldValue).ToArray();
        if (named.All(f => f is not null))
            return Value(binder, functional, [.. named.Select(f => f!)], at, scope);
        if (formals.Count == targets.Count)
            return Value(binder, functional, targets, at, scope);
        if (formals.Count == 1 && binder.Declarations.StateNames.ToArray() is [var only])
            return Value(binder, functional, [(FieldValue)binder.Declarations.State(only)!], at, scope);
        binder.Report(ShapeErrors.NeedsStates(functional.Declaration.Name.Name, ExpressionBinder.FormalList(functional), at,
            $"there is no state named {Language.Diagnostics.Friendly.Or(formals.Where(f => binder.Declarations.State(f.Name) is null).Select(f => $"`{f.Name}`"))}"));
        return UnknownValue.Instance;
    }
}
