using Flows.Runtime.Steppers;
using Flows.Testing.ExactSolutions;

namespace Flows.Runtime.Tests.Transport;

public class QuantileJkoTests
{
    [Fact]
    public void Ten_steps_on_a_gaussian_are_the_exact_jko_steps()
    {
        // J1. The mean is exact: neither the entropy nor quadrature of x² sees a translation. The deviation has the error of the mesh.
        var run = Run.OrnsteinUhlenbeck(1600, "be");
        run.Steps(10, 0.1);
        var exact = (Mean: 2.0, Deviation: 0.5);
        for (var k = 0; k < 10; k++)
            exact = ExactJko.Gaussian(exact.Mean, exact.Deviation, 1, 0.1);
        Assert.Equal(0.77108657885906, exact.Mean, 1e-14);
        Assert.Equal(0.93418895464143, exact.Deviation, 1e-14);
        Assert.Equal(exact.Mean, run.Mean, 1e-12);
        Assert.Equal(exact.Deviation, Math.Sqrt(run.Variance), 1e-9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Ten_steps_on_a_barenblatt_profile_are_the_exact_jko_steps(double confinement)
    {
        // J2 and J5, U = ρ²: x² has the mean R²/5.
        const double Tau = 8.0 / 90;
        var run = Run.PorousMedium(1600, "be", 2, 1, confinement);
        run.Steps(10, Tau);
        var radius = 1.0;
        for (var k = 0; k < 10; k++)
            radius = ExactJko.Barenblatt(radius, 2, confinement, Tau);
        if (confinement == 0)
            Assert.Equal(2.03865020, radius, 1e-8);
        Assert.Equal(radius, Math.Sqrt(5 * run.Variance), 1e-6);
        Assert.Equal(radius, run.Nodes[^1], 3e-5);
        Assert.Equal(-radius, run.Nodes[0], 3e-5);
    }

    [Fact]
    public void An_energy_with_a_gradient_has_its_exact_steps_too()
    {
        // J4, pentadiagonal; second order in space: 8.9e-6 at N = 400.
        var run = Run.Of(new GaussianDensity(0, 1).Density, -15, 15, 400, "be", masses => new FisherEnergy(masses));
        run.Steps(10, 0.1);
        var deviation = 1.0;
        for (var k = 0; k < 10; k++)
            deviation = ExactJko.Fisher(deviation, 0.1);
        Assert.Equal(1.30746200, deviation, 1e-8);
        Assert.Equal(deviation, Math.Sqrt(run.Variance), 1.5e-5);
    }

    [Fact]
    public void A_quadratic_potential_moves_every_node_by_its_proximal_map()
    {
        // J6, V = 3(x − ½)²/2 on a density that fills its box: both ends leave their walls.
        var run = Run.Of(x => 1 + x, 0, 1, 100, "be",
            masses => new PotentialEnergy(masses, x => 1.5 * (x - 0.5) * (x - 0.5), x => 3 * (x - 0.5), _ => 3));
        var before = run.Nodes.ToArray();
        run.Steps(5, 0.1);
        for (var i = 0; i < before.Length; i++)
            Assert.Equal(0.5 + (before[i] - 0.5) / Math.Pow(1.3, 5), run.Nodes[i], 1e-10);
    }

    [Fact]
    public void A_quadratic_interaction_contracts_every_node_to_the_mean()
    {
        // J6, W = x²/2: rank one outside the band.
        var run = Run.Of(x => 1 + x, 0, 1, 100, "be", masses => new QuadraticInteraction(masses, 1));
        var before = run.Nodes.ToArray();
        var mean = run.Mean;
        var iterations = run.Steps(5, 0.1).Iterations;
        Assert.Equal(1, iterations); // quadratic: one Newton step
        for (var i = 0; i < before.Length; i++)
            Assert.Equal(mean + (before[i] - mean) / Math.Pow(1.1, 5), run.Nodes[i], 1e-10);
    }

    [Fact]
    public void A_double_well_converges_to_the_proximal_map_at_second_order()
    {
        // prox of τV, V = (x² − 1)²/4, is not linear: the scheme is its projection onto piecewise linear maps.
        var errors = new List<double>();
        foreach (var cells in new[] { 25, 50, 100, 200 })
        {
            var run = Run.Of(x => x is > -0.5 and < 1 ? 1 : 0, -2, 2, cells, "be",
                masses => new PotentialEnergy(masses, x => (x * x - 1) * (x * x - 1) / 4, x => x * x * x - x, x => 3 * x * x - 1),
                new() { LambdaMinus = 1 });
            var before = run.Nodes.ToArray();
            run.Step(0.3);
            errors.Add(before.Zip(run.Nodes, (x, y) => Math.Abs(y + 0.3 * (y * y * y - y) - x)).Max());
        }

        Assert.InRange(Convergence.Order(errors), 1.8, 2.3);
    }

    [Fact]
    public void The_energy_falls_at_every_step_by_what_the_distance_asks()
    {
        foreach (var run in new[] { Run.OrnsteinUhlenbeck(200, "be"), Run.PorousMedium(200, "be", 2, 1, 1) })
        {
            var before = run.Energy.Value(run.Nodes, out _);
            for (var k = 0; k < 200; k++)
            {
                // Steps from 1e-6 to 10: far from and at the equilibrium.
                var outcome = run.Step(Math.Pow(10, k % 8 - 6));
                var slack = 1e-12 * outcome.Magnitude;
                Assert.True(outcome.Energy + outcome.DistanceSquared / (2 * outcome.Dt) <= before + slack, $"{k}: {outcome}");
                // For convex F even F + d²/τ: the dissipation is no more than what was lost.
                Assert.True(outcome.Dissipation * outcome.Dt <= before - outcome.Energy + slack, $"{k}: {outcome}");
                before = outcome.Energy;
            }
        }
    }

    [Theory]
    [InlineData("be")]
    [InlineData("sdirk2")]
    [InlineData("bdf2")]
    public void A_step_allocates_nothing(string scheme)
    {
        foreach (var run in new[]
        {
            Run.OrnsteinUhlenbeck(100, scheme),
            Run.Of(x => 1 + x, 0, 1, 100, scheme, masses => new QuadraticInteraction(masses, 1)),
            Run.Of(x => Math.Abs(x) is > 1 and < 2 ? 1 : 0, -4, 4, 100, scheme, masses => new PowerLawEnergy(masses, 2, 1)),
        })
        {
            for (var k = 0; k < 200; k++)
                run.Stepper.Advance(run.Nodes, 0, 0.01);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var k = 0; k < 100; k++)
                run.Stepper.Advance(run.Nodes, 0, 0.01);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void A_step_longer_than_convexity_allows_is_cut()
    {
        var run = Run.Of(x => x is > -0.5 and < 1 ? 1 : 0, -2, 2, 50, "be",
            masses => new PotentialEnergy(masses, x => (x * x - 1) * (x * x - 1) / 4, x => x * x * x - x, x => 3 * x * x - 1),
            new() { LambdaMinus = 1 });
        Assert.Equal(0.9, run.Step(2).Dt, 1e-15);
        Assert.Equal(0.5, run.Step(0.5).Dt, 1e-15);
    }

    [Fact]
    public void Collapse_is_reported_with_the_cell()
    {
        // W = 10⁶ x²/2: each step shrinks the support by 10⁻⁴, and there is nothing against it.
        var run = Run.Of(_ => 1, 0, 1, 10, "be", masses => new QuadraticInteraction(masses, 1e6));
        var outcome = run.Stepper.Advance(run.Nodes, 0, 0.01);
        for (var k = 0; outcome.Accepted && k < 10; k++)
            outcome = run.Stepper.Advance(run.Nodes, 0, 0.01);
        Assert.Equal(FailureCause.BlowUp, outcome.Cause);
        Assert.InRange(outcome.Where, 0, 9);
        Assert.True(run.Nodes[^1] > run.Nodes[0]);
    }

    [Fact]
    public void What_is_not_finite_fails_and_leaves_the_state_alone()
    {
        var run = Run.Of(_ => 1, 0, 1, 10, "be", masses => new PotentialEnergy(masses, _ => double.NaN, x => 1, _ => 0));
        var before = run.Nodes.ToArray();
        var outcome = run.Stepper.Advance(run.Nodes, 0, 0.1);
        Assert.False(outcome.Accepted);
        Assert.Equal(FailureCause.NotFinite, outcome.Cause);
        Assert.Equal(before, run.Nodes);
    }
}
