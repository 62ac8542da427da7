using Flows.Language.Syntax;
using Flows.Language.Text;

namespace Flows.Compiler.Binding;

/// <summary>Binds `tr`, `det` and `cross`.</summary>
internal static class MatrixForms
{
    // n! terms: larger ones are no formula that anyone writes.
    private const int LargestDeterminant = 6;

    /// <summary>tr M or det M; a real is a matrix of one by one.</summary>
    public static Value OfMatrix(ExpressionBinder binder, string name, ExprSyntax argument, Scope scope)
    {
        switch (binder.AtPoint(binder.Bind(argument, scope), argument.Span, scope))
        {
            case RealValue r:
                return r;
            case UnknownValue:
                return UnknownValue.Instance;
            case MatrixValue m when m.Rows.Count == m.Columns && (name == "tr" || m.Columns <= LargestDeterminant):
                return new RealValue(name == "tr" ? Derivatives.Joined(Matrices.Trace(m), scope.Ambient) : Matrices.Determinant(m.Rows));
            case var other:
                binder.Report(ShapeErrors.NeedsMatrix(name, Shapes.Describe(other), argument.Span));
                return UnknownValue.Instance;
        }
    }

    /// <summary>a × b: a vector in three dimensions, a real in two.</summary>
    public static Value Cross(ExpressionBinder binder, ExprSyntax left, ExprSyntax right, SourceSpan span, Scope scope)
    {
        var (a, b) = (binder.AtPoint(binder.Bind(left, scope), left.Span, scope), binder.AtPoint(binder.Bind(right, scope), right.Span, scope));
        switch (a, b)
        {
            case (VectorValue { Components: [var a1, var a2] }, VectorValue { Components: [var b1, var b2] }):
                return new RealValue(a1 * b2 - a2 * b1);
            case (VectorValue { Components: [var a1, var a2, var a3] }, VectorValue { Components: [var b1, var b2, var b3] }):
                return new VectorValue([a2 * b3 - a3 * b2, a3 * b1 - a1 * b3, a1 * b2 - a2 * b1]);
            case (UnknownValue, _) or (_, UnknownValue):
                return UnknownValue.Instance;
            default:
                binder.Report(ShapeErrors.NoCrossProduct(Shapes.Describe(a), left.Span, Shapes.Describe(b), right.Span, span));
                return UnknownValue.Instance;
        }
    }
}
