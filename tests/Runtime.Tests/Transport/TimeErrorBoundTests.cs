using Flows.Runtime.Transport;
using Flows.Testing.ExactSolutions;

namespace Flows.Runtime.Tests.Transport;

public class TimeErrorBoundTests
{
    [Fact]
    public void It_bounds_the_error_of_a_convex_flow_closely()
    {
        // V1, λ = 1: the true error is against 40 times finer steps of second order on the same masses.
        var run = Run.OrnsteinUhlenbeck(100, "be");
        var fine = Run.OrnsteinUhlenbeck(100, "sdirk2");
        var bound = new TimeErrorBound();
        foreach (var t in new[] { 0.5, 1, 2, 6 })
        {
            Follow(run, bound, (int)Math.Round((t - run.Time) / 0.02), 0.02, 1);
            fine.Steps((int)Math.Round((t - fine.Time) / 0.0005), 0.0005);
            Assert.InRange(bound.Bound / run.Distance(fine), 1, 3);
        }
    }

    [Fact]
    public void It_bounds_the_error_of_the_porous_medium_flow()
    {
        // V5, λ = 0.
        var radius = BarenblattDensity.SourceRadius(2, 1.0 / 9);
        foreach (var steps in new[] { 10, 40, 160 })
        {
            var run = Run.PorousMedium(100, "be", 2, radius);
            var fine = Run.PorousMedium(100, "sdirk2", 2, radius);
            var bound = new TimeErrorBound();
            Follow(run, bound, steps, 8.0 / 9 / steps, 0);
            fine.Steps(2000, 8.0 / 9 / 2000);
            Assert.InRange(bound.Bound / run.Distance(fine), 1, 4);
        }
    }

    [Fact]
    public void It_bounds_the_error_of_a_flow_that_is_not_convex()
    {
        // V = −x²/2, λ = −1: X grows like eᵗ, the steps like (1 − τ)⁻ⁿ.
        var run = Run.Of(_ => 1, -1, 1, 20, "be",
            masses => new PotentialEnergy(masses, x => -x * x / 2, x => -x, _ => -1), new() { LambdaMinus = 1 });
        var before = run.Nodes.Select(x => x / 10).ToArray();
        before.CopyTo(run.Nodes, 0);
        var bound = new TimeErrorBound();
        Follow(run, bound, 50, 0.02, -1);
        var exact = before.Select(x => x * Math.E).ToArray();
        var error = Math.Sqrt(PiecewiseConstantW2.DistanceSquared(run.Nodes, run.Masses, exact, run.Masses));
        Assert.InRange(bound.Bound / error, 1, 10); // measured; the exponential is taken of the worst case
    }

    [Fact]
    public void An_error_at_the_start_decays_with_convexity()
    {
        var bound = new TimeErrorBound(0.5);
        for (var k = 0; k < 100; k++)
            bound.Add(0.01, 0, 0, 0, 1);
        Assert.Equal(0.5 * Math.Exp(-0.875), bound.Bound, 1e-12); // θ = ¼: exp(−(2 − θ)t/2)
    }

    private static void Follow(Run run, TimeErrorBound bound, int steps, double tau, double lambda)
    {
        var before = run.Energy.Value(run.Nodes, out _);
        for (var k = 0; k < steps; k++)
        {
            var outcome = run.Step(tau);
            bound.Add(outcome.Dt, before, outcome.Energy, outcome.DistanceSquared, lambda);
            before = outcome.Energy;
        }
    }
}
