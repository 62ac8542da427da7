using CsCheck;
using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using static Flows.Compiler.Tests.Symbolics.Sample;

namespace Flows.Compiler.Tests.Symbolics;

/// <summary>A random expression, with what it is worth when computed step by step as it was written, before any simplification.</summary>
/// <param name="Expr">What the factories made of it.</param>
/// <param name="Values">The value at each of <see cref="RandomExpressions.Points"/>.</param>
/// <param name="Scale">The largest intermediate value: what round-off is relative to.</param>
internal sealed record Written(Expr Expr, double[] Values, double[] Scale)
{
    public override string ToString() => ExprPrinter.Print(Expr);
}

internal static class RandomExpressions
{
    /// <summary>Values of u, x, rho, grad u; none where a function has a kink.</summary>
    public static readonly double[][] Points =
        [[0.3719, -0.8123, 0.5347, 1.2161], [-1.1303, 0.2917, 1.7039, -0.4721], [2.3057, 1.9081, 0.1131, 0.7793], [-0.6029, -2.1067, 2.9173, -1.9031]];

    private static readonly Expr[] Leaves = [U, X, Rho, Grad(U)];

    private static readonly Function[] Unary =
    [
        .. FunctionCatalog.All.Where(f => f.Arity == 1 && f is not (Floor or Ceil or Gamma or LogGamma or Digamma)),
    ];

    private static readonly Rational[] Numbers = [0, 1, 2, 3, -1, -2, new(1, 2), new(-3, 2), new(1, 3), new(5, 7)];

    public static double? Leaf(Expr atom, int point) =>
        Array.IndexOf(Leaves, atom) is >= 0 and var i ? Points[point][i] : null;

    /// <summary>The whole family of expressions over the four leaves.</summary>
    public static Gen<Written> Of { get; } = Gen.Recursive<Written>((depth, smaller) => depth > 5 ? Leaf() : Gen.Frequency(
        (2, Leaf()),
        (3, Gen.Select(smaller, smaller, (a, b) => Join(a.Expr + b.Expr, a, b, (x, y) => x + y))),
        (1, Gen.Select(smaller, smaller, (a, b) => Join(a.Expr - b.Expr, a, b, (x, y) => x - y))),
        (4, Gen.Select(smaller, smaller, (a, b) => Join(a.Expr * b.Expr, a, b, (x, y) => x * y))),
        (1, Gen.Select(smaller, smaller, (a, b) => Join(a.Expr / b.Expr, a, b, (x, y) => x / y))),
        (3, Gen.Select(smaller, Gen.OneOf(Numbers), (a, n) => Join(Build.Power(a.Expr, Build.Number(n)), a, a, (x, _) => Power(x, n.ToDouble())))),
        (1, Gen.Select(smaller, smaller, (a, b) => Join(Build.Power(a.Expr, b.Expr), a, b, Power))),
        (3, Gen.Select(smaller, Gen.OneOf(Unary), (a, f) => Join(Build.Apply(f, a.Expr), a, a, (x, _) => f.Evaluate([x])))),
        (1, Gen.Select(smaller, smaller, (a, b) => Join(Build.Apply(FunctionCatalog.Max, a.Expr, b.Expr), a, b, Math.Max))),
        (1, Gen.Select(smaller, smaller, smaller, (a, b, c) => Join(
            Build.If(new Compare(Comparison.Less, a.Expr, b.Expr), c.Expr, a.Expr),
            Join(a.Expr, a, b, Less), c, a)))));

    private static Gen<Written> Leaf() => Gen.Frequency(
        (3, Gen.Int[0, 3].Select(i => new Written(Leaves[i], [.. Points.Select(p => p[i])], [.. Points.Select(p => Math.Abs(p[i]))]))),
        (1, Gen.OneOf(Numbers).Select(n => new Written(
            Build.Number(n), [.. Points.Select(_ => n.ToDouble())], [.. Points.Select(_ => Math.Abs(n.ToDouble()))]))));

    private static double Power(double x, double y) => double.IsNaN(x) || double.IsNaN(y) ? double.NaN : Math.Pow(x, y);

    // What is too near or not defined is not decided by round-off.
    private static double Less(double x, double y) => !(Math.Abs(x - y) > 1e-6 * (1 + Math.Abs(x))) ? double.NaN : x < y ? 1 : 0;

    private static Written Join(Expr e, Written a, Written b, Func<double, double, double> f)
    {
        var values = new double[Points.Length];
        var scale = new double[Points.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = f(a.Values[i], b.Values[i]);
            // A small argument may be a quotient or a difference: its reciprocal counts as large.
            scale[i] = new[] { Math.Abs(values[i]), a.Scale[i], b.Scale[i], 1 / Math.Abs(a.Values[i]), 1 / Math.Abs(b.Values[i]) }.Max();
        }
        return new(e, values, scale);
    }

    private static Written Join(Expr e, Written condition, Written then, Written otherwise) => new(
        e,
        [.. Points.Select((_, i) => double.IsNaN(condition.Values[i]) ? double.NaN : condition.Values[i] != 0 ? then.Values[i] : otherwise.Values[i])],
        [.. Points.Select((_, i) => Math.Max(condition.Scale[i], Math.Max(then.Scale[i], otherwise.Scale[i])))]);
}
