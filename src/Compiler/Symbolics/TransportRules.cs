namespace Flows.Compiler.Symbolics;

/// <summary>The canonical form of transport distances, and their derivatives.</summary>
internal static class TransportRules
{
    public static Expr Distance(Point point, Expr first, Expr second)
    {
        if (ReferenceEquals(first, second))
            return Build.Zero;
        var bound = IntegralRules.Lowest(point, [first, second]);
        var (a, b) = (Substitution.MovePoint(first, point, bound), Substitution.MovePoint(second, point, bound));
        return ExprPool.Intern(new TransportDistance(bound, a, b, HashCode.Combine(22, bound, a, b), 1 + Math.Max(a.Depth, b.Depth)));
    }

    public static Expr Potential(TransportDistance of, Point at) =>
        ExprPool.Intern(new TransportPotential(of, at, HashCode.Combine(23, of, at), of.Depth + 1));

    /// <summary>Σ φ·weight/W2 over the two densities: what stands under the integral in the derivative of W2, for weights at its point.</summary>
    public static Expr Slope(TransportDistance t, Expr first, Expr second)
    {
        // δ(W2²)/δρ = 2φ, so that δW2/δρ = φ/W2.
        var forth = first is Number { Value.IsZero: true } ? first : first * Potential(t, t.Point);
        var back = second is Number { Value.IsZero: true } ? second : second * Potential((TransportDistance)Distance(t.Point, t.Second, t.First), t.Point);
        return (forth + back) / t;
    }

    /// <summary>The derivative of W2 along changes of its densities, given at its point.</summary>
    public static Expr Rate(TransportDistance t, Expr first, Expr second) => Build.Integral(t.Point, Slope(t, first, second));
}
