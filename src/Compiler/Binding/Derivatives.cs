using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Binding;

/// <summary>grad, lap, hess and div of expressions at a point: exact where no state is involved, kept whole where one is.</summary>
internal static class Derivatives
{
    /// <summary>One component of the gradient.</summary>
    public static Expr Gradient(Expr e, Point point, int axis) =>
        Substitution.States(e).Count > 0 ? Build.Gradient(e, point, axis) : TotalDerivative.Along(e, point, axis);

    /// <summary>The gradient: a real in one dimension.</summary>
    public static Value Gradient(Expr e, Point point) =>
        ExpressionBinder.Vector([.. Enumerable.Range(0, point.Space.Dimension).Select(axis => Gradient(e, point, axis))], point.Space);

    /// <summary>The Laplacian.</summary>
    public static Expr Laplacian(Expr e, Point point) =>
        Substitution.States(e).Count > 0 ? Build.Lap(e, point) : GradientExpansion.Expand(Build.Lap(e, point));

    /// <summary>The matrix of second derivatives: a real on a line; of a radial function that in the frame of r: f″, f′/r, ….</summary>
    public static Value Hessian(Expr e, Point point)
    {
        if (point.Space.Measure is RadialMeasure { Dimension: var d })
        {
            var (along, across) = (Gradient(Gradient(e, point, 0), point, 0), Gradient(e, point, 0) / Build.Coordinate(point, 0));
            return d == 1 ? new RealValue(along)
                : new MatrixValue([.. Enumerable.Range(0, d).Select(i => (Seq<Expr>)[.. Enumerable.Range(0, d).Select(j => i != j ? 0 : i == 0 ? along : across)])]);
        }
        Seq<Expr> Row(int i) => [.. Enumerable.Range(0, point.Space.Dimension).Select(j => Gradient(Gradient(e, point, i), point, j))];
        return point.Space.Dimension == 1 ? new RealValue(Row(0)[0]) : new MatrixValue([.. Enumerable.Range(0, point.Space.Dimension).Select(Row)]);
    }

    /// <summary>The divergence of a vector of as many components as the point has coordinates; of values it is a sum of gradients.</summary>
    public static Expr Divergence(Seq<Expr> v, Point point) =>
        v.All(c => Substitution.States(c).Count == 0) ? GradientExpansion.Expand(Build.Divergence(v.AsSpan(), point))
        : point.Space.Measure is RadialMeasure || v.Any(Substitution.HasOperators) ? Build.Divergence(v.AsSpan(), point)
        : Build.Sum([.. v.Select((c, axis) => Gradient(c, point, axis))]);

    /// <summary>The sum with u_xx + u_yy written as one Laplacian.</summary>
    public static Expr Joined(Expr sum, Point? point) => point is null ? sum : GradientExpansion.Laplacians(sum, point);
}
