using CsCheck;
using Flows.Compiler.Analysis;
using Flows.Compiler.Explaining;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Testing;

namespace Flows.Compiler.Tests.Analysis;

public class SplittingTests
{
    [Theory]
    [InlineData("int |grad u|^2/2 + (u^2 - 1)^2/4", "u^4/4 + |grad u|^2/2 + 1/4", "u^2/2")]
    [InlineData("int u^4/4 - u^2/2", "u^4/4", "u^2/2")]
    [InlineData("int cos(u)", "u^2/2 + cos(u)", "u^2/2")]
    [InlineData("int u^4 + 2*u^3", "u^4 + 2*u^3 + 3*u^2/2", "3*u^2/2")]
    [InlineData("int -|grad u|^2 - u^2", "0", "u^2 + |grad u|^2")]
    public void Parts_by_hand(string energy, string convex, string concave)
    {
        var split = Split(energy, 1);
        Assert.Empty(split.Left);
        Assert.Equal(convex, split.Convex.ToString());
        Assert.Equal(concave, split.Concave.ToString());
    }

    [Theory]
    [InlineData("int u^3")]
    [InlineData("int u*|grad u|^2")]
    [InlineData("1/2 * int u*conv (fun d -> exp(-d^2)) u")]
    public void What_has_no_bound_is_left(string energy) => Assert.NotEmpty(Split(energy, 1).Left);

    private static readonly string[] Terms =
    [
        "u^2", "u^4", "-u^4", "u^3", "cos(u)", "exp(u)", "sqrt(1 + u^2)", "|grad u|^2", "-|grad u|^2", "sqrt(1 + |grad u|^2)", "x*u", "u^2*|grad u|^2", "|grad u|^4", "(lap u)^2", "-u^2",
        "log(1 + u^2)", "(u^2 - 1)^2", "u*lap u",
    ];

    private static readonly Gen<string> Energy = Gen.Select(Gen.Int[1, 4], Gen.Int[0, Terms.Length - 1]).Array[1, 4]
        .Select(all => "int " + string.Join(" + ", all.Select(t => $"{t.Item1}*({Terms[t.Item2]})")));

    [Fact]
    public void The_parts_sum_to_the_energy_and_are_convex() => Gen.Select(Energy, Gen.Int[1, 3]).Sample((energy, dimension) =>
    {
        var functional = Read(energy, dimension);
        var state = functional.Formals[0];
        var split = ConvexSplitting.Of(Pieces.Of(functional.Energy, state), state);
        var point = new Point(state.Space, 0);
        var whole = Expansion.Expand(Definitions.Expand(((functional.Energy is Sum s ? s.Terms : [functional.Energy]).Aggregate((Expr)0, (a, t) => a + Body(t, point)))));
        var parts = Expansion.Expand(Definitions.Expand(split.Convex - split.Concave + Build.Sum([.. split.Left.Select(p => p.Integrand)])));
        Assert.True(IsZero(GradientExpansion.Expand(whole - parts)), $"{energy}: {split.Convex} - ({split.Concave}) + {string.Join(" + ", split.Left)}");
        Assert.True(IsConvexOnSamples(split.Convex), $"{energy}: {split.Convex}");
        Assert.True(IsConvexOnSamples(split.Concave), $"{energy}: {split.Concave}");
    }, iter: 150, threads: 1);

    private static Expr Body(Expr term, Point point) => Integrals.Slopes(term).Aggregate((Expr)0, (a, i) => a + i.Slope * Substitution.MovePoint(i.Integral.Body, i.Integral.Point, point));

    // Random numbers for u, its gradients and x; ten times.
    private static bool IsZero(Expr e)
    {
        var random = new Random(7);
        return Enumerable.Range(0, 10).All(_ =>
        {
            var values = new Dictionary<Expr, double>();
            var value = Evaluation.Evaluate(e, leaf => leaf is Named ? null : values.TryGetValue(leaf, out var v) ? v : values[leaf] = 2 * random.NextDouble() - 1);
            // Sums of a dozen terms of size 10.
            return Math.Abs(value) <= 1e-11;
        });
    }

    // Second differences along random lines in (u, ∇u, Δu).
    private static bool IsConvexOnSamples(Expr e)
    {
        var random = new Random(11);
        var expanded = GradientExpansion.Expand(Definitions.Expand(e));
        return Enumerable.Range(0, 60).All(_ =>
        {
            var (from, along) = (new Dictionary<Expr, double>(), new Dictionary<Expr, double>());
            var x = random.NextDouble();
            double At(double s) => Evaluation.Evaluate(expanded, leaf => leaf switch
            {
                Coordinate => x,
                StateValue or Gradient or DivGrad => Random(from, leaf) + s * Random(along, leaf),
                _ => null,
            });
            double Random(Dictionary<Expr, double> all, Expr leaf) => all.TryGetValue(leaf, out var v) ? v : all[leaf] = 4 * random.NextDouble() - 2;
            var (low, middle, high) = (At(-0.1), At(0), At(0.1));
            return low + high - 2 * middle >= -1e-10 * (1 + Math.Abs(low) + Math.Abs(high));
        });
    }

    private static ConvexSplitting Split(string energy, int dimension)
    {
        var functional = Read(energy, dimension);
        return ConvexSplitting.Of(Pieces.Of(functional.Energy, functional.Formals[0]), functional.Formals[0]);
    }

    private static BoundFunctional Read(string energy, int dimension) => Variations.Functional.Of(new TableRow($"F[u] = {energy}", "", "", dimension));
}
