using Flows.Compiler.Symbolics;
using Flows.Language.Syntax;

namespace Flows.Compiler.Binding;

/// <summary>Fields given by an expression in the coordinates.</summary>
internal static class Explicit
{
    /// <summary>The expression as a field on the space of a symbol; no state may stand in it.</summary>
    public static FieldValue Field(ExpressionBinder binder, ExprSyntax syntax, StateSymbol like) => new(
        binder.Declarations.Source.Slice(syntax.Span), like.Space, null,
        point => binder.Real(syntax, Scope.For(Purpose.Definition, point), "a field") is { } e ? new RealValue(e) : UnknownValue.Instance);

    /// <summary>Its value at a point of a line; NaN where it has none.</summary>
    public static double At(FieldValue field, double x)
    {
        var point = new Point(field.Space, 0);
        return field.At(point) is RealValue r ? Constants.Value(Substitution.Replace(Definitions.Expand(r.Expr), e => e is Coordinate c && c.Point == point ? Build.Number(x) : null)) : double.NaN;
    }
}
