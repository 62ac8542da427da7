using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Tests.Variations;

/// <summary>Formulas put in for states, so that functionals can be computed without a grid, on [0, 1]^d.</summary>
internal static class Analytic
{
    private static readonly double[] Stencil = [4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280];
    private const double H = 0.004;

    /// <summary>A formula for the k-th formal: positive and smooth, its gradient changing sign.</summary>
    public static Expr State(int k, Point p) => (p.Space.Dimension, k) switch
    {
        // From 0.6 to 1.03, with its maximum inside.
        (1, 0) => Q(3, 5) + X(p) / 2 - X(p) * X(p) / 4 + Sin(2 * X(p)) / 5,
        (1, _) => 1 + X(p) * X(p) / 3 - Sin(3 * X(p)) / 4,
        (_, 0) => 1 + X(p) / 3 + X(p) * Y(p) / 4 + Sin(X(p) + 2 * Y(p)) / 5,
        _ => 2 - X(p) * X(p) / 3 + Sin(X(p) - Y(p)) / 4,
    };

    /// <summary>A direction that vanishes at the ends with its first three derivatives: no boundary term is left over.</summary>
    public static Expr Direction(Point p) => p.Space.Dimension == 1
        ? 100 * Build.Power(X(p) * (1 - X(p)), 4) * (1 + X(p))
        : 10_000 * Build.Power(X(p) * (1 - X(p)) * Y(p) * (1 - Y(p)), 4) * (1 + X(p) + Y(p) / 2);

    /// <summary>The expression with formulas for states, its gradients and divergences worked out.</summary>
    public static Expr Put(Expr e, Func<StateValue, Expr> formula) =>
        GradientExpansion.Expand(Substitution.Replace(Definitions.Expand(e), leaf => leaf is StateValue v ? formula(v) : null));

    /// <summary>f′(0) by differences over ±H, ±2H, ±3H, ±4H, of eighth order.</summary>
    public static double Rate(Func<double, double> f)
    {
        var rate = 0.0;
        for (var j = 1; j <= Stencil.Length; j++)
            rate += Stencil[j - 1] * (f(j * H) - f(-j * H)) / H;
        return rate;
    }

    private static Expr X(Point p) => Build.Coordinate(p, 0);

    private static Expr Y(Point p) => Build.Coordinate(p, 1);

    private static Expr Q(int n, int d) => Build.Number(new Rational(n, d));

    private static Expr Sin(Expr e) => Build.Apply(FunctionCatalog.Find("sin")!, e);
}
