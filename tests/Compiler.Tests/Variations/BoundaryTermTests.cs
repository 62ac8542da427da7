using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;
using Flows.Testing;

namespace Flows.Compiler.Tests.Variations;

/// <summary>The whole first variation, boundary terms and corners included, for directions that vanish nowhere.</summary>
public class BoundaryTermTests
{
    public static TheoryData<int, string> Energies => new()
    {
        { 1, "int |grad u|^2/2 + u^4/4" },
        { 1, "int (lap u)^2/2" },
        { 1, "int u*(lap u)^2 + x*|grad u|^2*u + lap u*grad u" },
        { 1, "(int (lap u)^2)*(int u*|grad u|^2)" },
        { 2, "int |grad u|^2/2" },
        { 2, "int (lap u)^2/2" },
        { 2, "int |hess u|^2/2 + x*|grad u|^2" },
        { 2, "int u*det (hess u) + (grad u).x*(grad u).y" },
        { 2, "int x*(grad ((grad u).x)).y*u^2 + y*lap u*(grad u).x" },
        { 3, "int |hess u|^2/2 + u*|grad u|^2" },
    };

    // δF[η] = ∫ δF/δu η + ∮ (coefficient of η) η + (coefficient of ∂η/∂n) ∂η/∂n + Σ± 2 (f_H)ᵢⱼ η at corners or along edges, for any η:
    // to the accuracy of eighth-order differences.
    [Theory]
    [MemberData(nameof(Energies))]
    public void With_its_boundary_terms_it_is_the_rate_of_change(int dimension, string given)
    {
        var functional = Functional.Of(new TableRow(given, "", "", dimension));
        var variation = FunctionalDerivative.Of(functional.Energy, functional.Formals[0]);
        var p = variation.Point;
        var inside = Value(Build.Integral(p, variation.Display * Analytic.Free(p)), 0);
        var boundary = variation.Natural.Sum(t => OnSide(t, p));
        var rate = Analytic.Rate(e => Value(functional.Energy, e), 0.002);
        Assert.True(Math.Abs(inside + boundary - rate) <= 1e-9 * Math.Max(1, Math.Abs(rate)), $"{given}: {inside:R} + {boundary:R}, not {rate:R}\n{string.Join("\n", variation.Natural)}");
    }

    [Fact]
    public void An_integral_over_a_side_adds_to_the_condition_there()
    {
        var equation = Program.Equation("""
            domain B = [0, 1]
            state u : field on B = x
            E[u] = (int |grad u|^2/2) + 3*(int u^2/2 over right)
            flow u = descend E in L2

            """);
        var u = Build.Value(equation.State.Symbol, equation.Variation!.Point);
        var slope = Build.Gradient(u, equation.Variation.Point, 0);
        Assert.Equal([-slope, slope + 3 * u], equation.Variation.Natural.Select(t => t.Expression));
    }

    private static double OnSide(BoundaryTerm term, Point p)
    {
        var eta = Analytic.Free(p);
        if (term.Of == BoundaryFactor.Corner)
        {
            // The jump of 2 (f_H)ᵢⱼ η over the four corners of the plane of i and j.
            return (from i in Enumerable.Range(0, 2) from j in Enumerable.Range(0, 2) select (2 * i - 1) * (2 * j - 1) * Along(2 * term.Expression * eta, p, (term.Axis, i), (term.Other!.Value, j))).Sum();
        }
        var n = term.IsUpper ? 1 : -1;
        var factor = term.Of == BoundaryFactor.Value ? eta : n * TotalDerivative.Along(eta, p, term.Axis);
        return Along(term.Expression * factor, p, (term.Axis, term.IsUpper ? 1 : 0));
    }

    // ∫ over the coordinates that are not fixed.
    private static double Along(Expr e, Point p, params (int Axis, int At)[] fixedAt)
    {
        var put = Analytic.Put(e, v => Analytic.State(0, v.Point));
        var open = Enumerable.Range(0, p.Space.Dimension).Where(i => fixedAt.All(f => f.Axis != i)).ToArray();
        if (open.Length == 0)
            return At(put, p, c => fixedAt.First(f => f.Axis == c.Axis).At);
        var side = new Point(new Space("Side", [.. open.Select(i => p.Space.Axes[i])]), 7);
        var moved = Substitution.Replace(put, leaf => leaf is not Coordinate c || c.Point != p ? null
            : Array.IndexOf(open, c.Axis) is >= 0 and var k ? Build.Coordinate(side, k) : fixedAt.First(f => f.Axis == c.Axis).At);
        return new Quadrature(name => throw new ArgumentException(name)).Value(Build.Integral(side, moved));
    }

    private static double At(Expr e, Point p, Func<Coordinate, double> at) => new Quadrature(name => throw new ArgumentException(name))
        .Value(Substitution.Replace(e, leaf => leaf is Coordinate c && c.Point == p ? Build.Number(at(c)) : null));

    private static double Value(Expr e, double epsilon) => new Quadrature(name => throw new ArgumentException(name))
        .Value(Analytic.Put(e, v => Analytic.State(0, v.Point) + Build.Number(epsilon) * Analytic.Free(v.Point)));
}
