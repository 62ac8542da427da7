using Flows.Compiler.Analysis;
using Flows.Compiler.Symbolics;
using Flows.Compiler.Tests.Variations;

namespace Flows.Compiler.Tests.Metrics;

/// <summary>Particles in the metrics that take them.</summary>
public class ParticleTests
{
    private static Equation Of(string energy, string metric, string domain = "real") => Program.Equation($"""
        domain D = {domain}
        state theta : particles 100 in D = normal(0, 1)
        F[theta] = {energy}
        flow theta = descend F in {metric}

        """);

    // φ(x) = E[−k(x − y) V′(y) + ∂k(x − y)/∂y] (Liu, Wang, NeurIPS 2016, eq. 8, with p = e^(−V)).
    [Fact]
    public void Stein_particles_feel_the_kernel_and_its_gradient_in_the_place_of_the_entropy()
    {
        var flow = Of("int x^4/4*theta + theta*log(theta)", "stein { bandwidth = 0.5 }");
        Assert.Equal("-conv rbf (x^3*theta) - conv rbf' theta", flow.RightSides[0].ToString());
        Assert.Contains("integrated by parts", flow.Regularised, StringComparison.Ordinal);
    }

    // By parts nothing is lost where the density vanishes at the ends: the particles' velocity is the density's flux over the density.
    [Fact]
    public void The_velocity_by_parts_is_the_flux_over_the_density()
    {
        var flow = Of("int x^4/4*theta + theta*log(theta)", "stein { bandwidth = 0.5 }");
        var arguments = flow.Flow.Descent!.Arguments;
        var density = new StateSymbol("theta", arguments.State.Space, StateKind.Density);
        var onDensity = arguments with { State = density, Mobility = Build.Value(density, arguments.At) };
        var xi = Substitution.Replace(flow.Variation!.Display, e => e is StateValue v ? Build.Value(density, v.Point) : null);
        // ∫(1 + x/2) x ∂ρ/∂t = −∫(1 + x) flux = ∫(1 + x) ρ·velocity
        var test = Build.Coordinate(arguments.At, 0) + Build.Power(Build.Coordinate(arguments.At, 0), 2) / 2;
        var direct = Tested(flow.Flow.Descent.Metric.RightSide(onDensity, [xi])[0] * test, arguments.At);
        var moved = Tested(flow.RightSides[0] * Build.Value(arguments.State, arguments.At) * (1 + Build.Coordinate(arguments.At, 0)), arguments.At);
        Assert.Equal(direct, moved, 1e-9);
    }

    [Fact]
    public void Masses_of_particles_change_under_reaction_and_stay_under_transport()
    {
        Assert.Equal("(int x^2*theta) - x^2", Of("int x^2*theta", "fisher_rao").WeightRate!.ToString());
        Assert.Equal("0", Of("int x^2*theta", "fisher_rao").RightSides[0].ToString());
        var both = Of("int x^2*theta", "hellinger_kantorovich { reaction = 3 }");
        Assert.Equal("-3*x^2", both.WeightRate!.ToString());
        Assert.Equal("-2*x", both.RightSides[0].ToString());
        Assert.Null(Of("int x^2*theta", "wasserstein").WeightRate);
    }

    [Fact]
    public void The_covariance_steers_in_every_direction()
    {
        var flow = Of("int (x^2 + y)*theta", "kalman_wasserstein", "real^2");
        Assert.Equal(2, flow.RightSides.Count);
        // −C ∇V with ∇V = (2x, 1): the second component holds C₁₂ 2x + C₂₂.
        Assert.Contains("int x*y*theta", flow.RightSides[1].ToString(), StringComparison.Ordinal);
        Assert.Contains("int y^2*theta", flow.RightSides[1].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int x^2*theta", "wasserstein", "")]
    [InlineData("int x^2*theta + theta*log(theta)", "wasserstein", "blob")]
    [InlineData("int x^2*theta + theta*log(theta)", "wasserstein", "brownian")]
    [InlineData("int theta^2", "wasserstein", "blob")]
    [InlineData("int theta^2", "stein", "blob")]
    [InlineData("1/2*int (fun p q -> (p - q)^2*theta p*theta q)", "wasserstein", "")]
    public void It_is_said_how_an_internal_energy_is_understood(string energy, string metric, string said)
    {
        var regularised = Of(energy, metric).Regularised;
        Assert.True(said.Length == 0 ? regularised.Length == 0 : regularised.Contains(said, StringComparison.Ordinal), regularised);
    }

    private static double Tested(Expr e, Point at) => new Quadrature(name => throw new ArgumentException(name)).Value(Analytic.Put(
        Build.Integral(at, e),
        v => 6 * Build.Coordinate(v.Point, 0) * (1 - Build.Coordinate(v.Point, 0)) * (1 + Build.Coordinate(v.Point, 0) / 2)));
}
