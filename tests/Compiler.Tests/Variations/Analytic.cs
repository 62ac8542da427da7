using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Tests.Variations;

/// <summary>Formulas put in for states, so that functionals can be computed without a grid, on [0, 1]^d.</summary>
internal static class Analytic
{
    private static readonly double[] Stencil = [4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280];

    /// <summary>A formula for the k-th formal: positive and smooth, its gradient changing sign.</summary>
    public static Expr State(int k, Point p) => (p.Space.Dimension, k) switch
    {
        // From 0.6 to 1.03, with its maximum inside.
        (1, 0) => Q(3, 5) + X(p) / 2 - X(p) * X(p) / 4 + Sin(2 * X(p)) / 5,
        (1, _) => 1 + X(p) * X(p) / 3 - Sin(3 * X(p)) / 4,
        // Polynomials, so that few points of quadrature do.
        (3, 0) => 1 + X(p) / 3 - X(p) * X(p) / 5 + Y(p) * Z(p) / 4 + Y(p) / 6,
        (3, _) => 2 - X(p) * Z(p) / 3 + Y(p) * Y(p) / 4 + Z(p) / 5,
        (_, 0) => 1 + X(p) / 3 + X(p) * Y(p) / 4 + Sin(X(p) + 2 * Y(p)) / 5,
        _ => 2 - X(p) * X(p) / 3 + Sin(X(p) - Y(p)) / 4,
    };

    /// <summary>A direction that vanishes on the sides with its first three derivatives (in a cube, its first): no boundary term is left over.</summary>
    public static Expr Direction(Point p) => p.Space.Dimension switch
    {
        1 => 100 * Build.Power(X(p) * (1 - X(p)), 4) * (1 + X(p)),
        2 => 10_000 * Build.Power(X(p) * (1 - X(p)) * Y(p) * (1 - Y(p)), 4) * (1 + X(p) + Y(p) / 2),
        _ => 1_000 * Build.Power(X(p) * (1 - X(p)) * Y(p) * (1 - Y(p)) * Z(p) * (1 - Z(p)), 2) * (1 + X(p) + Y(p) / 2 - Z(p) / 3),
    };

    /// <summary>A direction that vanishes nowhere on the sides.</summary>
    public static Expr Free(Point p) => 1 + Build.Sum([.. Enumerable.Range(0, p.Space.Dimension).Select(i => Build.Coordinate(p, i) * (i + 1) / 3)])
        + Build.Product([.. Enumerable.Range(0, p.Space.Dimension).Select(i => Build.Power(Build.Coordinate(p, i), 2) - Build.Coordinate(p, i) / 3)]);

    /// <summary>The expression with formulas for states, its gradients and divergences worked out.</summary>
    public static Expr Put(Expr e, Func<StateValue, Expr> formula) =>
        GradientExpansion.Expand(Substitution.Replace(Definitions.Expand(e), leaf => leaf is StateValue v ? formula(v) : null));

    /// <summary>f′(0) by differences over ±h, ±2h, ±3h, ±4h, of eighth order.</summary>
    /// <param name="f">A function of ε, analytic where a state moved by ε times the direction is far from its singularities.</param>
    /// <param name="h">The smaller, the less the differences err and the more round-off does.</param>
    public static double Rate(Func<double, double> f, double h = 0.004)
    {
        var rate = 0.0;
        for (var j = 1; j <= Stencil.Length; j++)
            rate += Stencil[j - 1] * (f(j * h) - f(-j * h)) / h;
        return rate;
    }

    private static Expr X(Point p) => Build.Coordinate(p, 0);

    private static Expr Y(Point p) => Build.Coordinate(p, 1);

    private static Expr Z(Point p) => Build.Coordinate(p, 2);

    private static Expr Q(int n, int d) => Build.Number(new Rational(n, d));

    private static Expr Sin(Expr e) => Build.Apply(FunctionCatalog.Find("sin")!, e);
}
