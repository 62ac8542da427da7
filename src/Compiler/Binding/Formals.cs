using Flows.Compiler.Symbolics;
using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>The formals of functionals away from any state that they are given.</summary>
internal static class Formals
{
    /// <summary>A formal as a symbol: of the kind and on the domain of the state of its name, or of the program's only state; null where neither tells.</summary>
    public static StateSymbol? Symbol(Declarations declarations, NamedSpan formal)
    {
        var state = declarations.State(formal.Name) ?? (declarations.StateNames.ToArray() is [var one] ? declarations.State(one) : null);
        var space = state?.Space ?? (declarations.Spaces.ToArray() is [var only] ? only : null);
        return space is null ? null : new StateSymbol(formal.Name, space, state?.State?.Kind ?? StateKind.Field);
    }

    /// <summary>The functional that an expression such as `T` or `Porous 2` names, with its name; null with an error where it names none.</summary>
    public static (FunctionalValue Functional, string Name)? Named(ExpressionBinder binder, ExprSyntax syntax)
    {
        if (NameOf(syntax) is { } name && binder.Declarations.Find(name.Name) is null && BuiltIns.Value(name.Name, binder) is null)
        {
            binder.Report(NameErrors.Unknown("functional", name.Name, name.Span, binder.Declarations.FunctionalNames));
            return null;
        }
        var value = binder.Bind(syntax, Scope.For(Purpose.Energy));
        if (value is FunctionalValue functional && NameOf(syntax) is { } named)
            return (functional, named.Name);
        if (value is not UnknownValue)
            binder.Report(NameErrors.NotThatKind(binder.Declarations.Source.Slice(syntax.Span), "functional", Shapes.Describe(value), syntax.Span));
        return null;
    }

    /// <summary>The name that an application begins with, or null.</summary>
    public static NameSyntax? NameOf(ExprSyntax syntax) => syntax switch
    {
        NameSyntax name => name,
        ApplySyntax a => NameOf(a.Function),
        CallSyntax c => NameOf(c.Target),
        BracketSyntax b => NameOf(b.Target),
        ParenthesisSyntax p => NameOf(p.Inner),
        _ => null,
    };
}
