using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Binding;

/// <summary>grad, lap and div of expressions at a point: exact where no state is involved, kept whole where one is.</summary>
internal static class Derivatives
{
    /// <summary>One component of the gradient.</summary>
    public static Expr Gradient(Expr e, Point point, int axis) =>
        Substitution.States(e).Count > 0 ? Build.Gradient(e, point, axis) : TotalDerivative.Along(e, point, axis);

    /// <summary>The gradient: a real in one dimension.</summary>
    public static Value Gradient(Expr e, Point point) =>
        ExpressionBinder.Vector([.. Enumerable.Range(0, point.Space.Dimension).Select(axis => Gradient(e, point, axis))]);

    /// <summary>The Laplacian.</summary>
    public static Expr Laplacian(Expr e, Point point) =>
        Substitution.States(e).Count > 0
            ? Build.Lap(e, point)
            : Build.Sum([.. Enumerable.Range(0, point.Space.Dimension).Select(axis => Gradient(Gradient(e, point, axis), point, axis))]);

    /// <summary>The divergence of a vector of as many components as the point has coordinates.</summary>
    public static Expr Divergence(Seq<Expr> v, Point point) => Build.Sum([.. v.Select((c, axis) => Gradient(c, point, axis))]);
}
