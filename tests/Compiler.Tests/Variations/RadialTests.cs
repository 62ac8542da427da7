using Flows.Compiler.Symbolics;
using Flows.Compiler.Variations;

namespace Flows.Compiler.Tests.Variations;

/// <summary>Functionals of radial functions: with the weight r^(d−1) under the integral the derivative is that of the whole space.</summary>
public class RadialTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_derivative_of_a_radial_functional_is_that_of_its_weighted_integral(int d)
    {
        var space = new Space("Ball", ["r"]) { Measure = new RadialMeasure(d) };
        var (u, p) = (new StateSymbol("u", space, StateKind.Field), new Point(space, 0));
        var value = Build.Value(u, p);
        var slope = Build.Gradient(value, p, 0);
        var r = Build.Coordinate(p, 0);
        Expr[] bodies = [slope * slope / 2, Build.Power(Build.Lap(value, p), 2) / 2, r * Build.Power(value, 4) + slope * slope * value, value * Build.Lap(value, p)];
        foreach (var body in bodies)
        {
            var energy = Build.Integral(p, body);
            var derivative = FunctionalDerivative.Of(energy, u).Display;
            var claimed = Value(Build.Integral(p, derivative * Build.Value(u with { Name = "eta" }, p)), 0);
            var difference = Analytic.Rate(epsilon => Value(energy, epsilon));
            Assert.True(Math.Abs(claimed - difference) <= 1e-10 * Math.Max(1, Math.Abs(difference)), $"{body} in {d} dimensions: {derivative}: {claimed:R}, not {difference:R}");
        }
    }

    [Fact]
    public void The_Laplacian_of_a_radial_function_is_written_out_with_its_first_derivative()
    {
        var space = new Space("Ball", ["r"]) { Measure = new RadialMeasure(3) };
        var p = new Point(space, 0);
        var r = Build.Coordinate(p, 0);
        // Δ(1/r) = 0 and Δr² = 6 in space.
        Assert.Equal(Build.Zero, Expansion.Expand(GradientExpansion.Expand(Build.Lap(1 / r, p))));
        Assert.Equal(6, Expansion.Expand(GradientExpansion.Expand(Build.Lap(r * r, p))));
    }

    // By parts, ∫ r^(d−1) Δu Δη leaves Δu ∂η/∂n − ∂(Δu)/∂n η on the sphere.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void On_the_sphere_the_laplacian_and_its_normal_derivative_are_left(int d)
    {
        var space = new Space("Ball", ["r"]) { Measure = new RadialMeasure(d) };
        var (u, p) = (new StateSymbol("u", space, StateKind.Field), new Point(space, 0));
        var laplacian = Build.Lap(Build.Value(u, p), p);
        var natural = FunctionalDerivative.Of(Build.Integral(p, Build.Power(laplacian, 2) / 2), u).Natural;
        double At(Expr e) => Evaluation.Evaluate(Analytic.Put(e, v => Analytic.State(0, v.Point)), leaf => leaf is Coordinate ? 0.7 : null);
        Expr Outer(BoundaryFactor factor) => Assert.Single(natural.AsSpan().ToArray(), t => t.IsUpper && t.Of == factor).Expression;
        Assert.Equal(At(laplacian), At(Outer(BoundaryFactor.NormalDerivative)), 1e-12);
        Assert.Equal(-At(Build.Gradient(laplacian, p, 0)), At(Outer(BoundaryFactor.Value)), 1e-11);
    }

    // The formula of u moved by ε along the direction; operators are written out as radial ones, then the weight is put under a
    // plain integral.
    private static double Value(Expr e, double epsilon) => new Quadrature(name => throw new ArgumentException(name)).Value(Substitution.Replace(e, part =>
    {
        if (part is not Integral { Point: { Space.Measure: RadialMeasure measure } point } integral)
            return null;
        var plain = new Point(point.Space with { Measure = Measure.Volume }, point.Index);
        var written = Analytic.Put(integral.Body, v => v.State.Name == "eta"
            ? Analytic.Direction(v.Point)
            : Analytic.State(0, v.Point) + Build.Number(epsilon) * Analytic.Direction(v.Point));
        return Build.Integral(plain, Substitution.MovePoint(Build.Power(Build.Coordinate(point, 0), measure.Dimension - 1) * written, point, plain));
    }));
}
