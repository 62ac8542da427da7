using Flows.Runtime.Transport;
using Flows.Testing.ExactSolutions;

namespace Flows.Runtime.Tests.Transport;

public class QuantileConstraintTests
{
    [Fact]
    public void Heat_between_walls_decays_at_the_exact_rate()
    {
        // V4: 1 + ½cos(πx) on [0, 1]; the amplitude is ½exp(−π²t).
        var run = Run.Of(x => 1 + 0.5 * Math.Cos(Math.PI * x), 0, 1, 200, "sdirk2", masses => new EntropyEnergy(masses, 0));
        run.Steps(100, 1e-3);
        Assert.Equal(0, run.Nodes[0]);
        Assert.Equal(1, run.Nodes[^1]);
        var amplitude = 0.0;
        for (var i = 0; i < run.Masses.Length; i++)
        {
            var rho = run.Masses[i] / (run.Nodes[i + 1] - run.Nodes[i]);
            amplitude += 2 * rho * (Math.Sin(Math.PI * run.Nodes[i + 1]) - Math.Sin(Math.PI * run.Nodes[i])) / Math.PI;
        }

        Assert.Equal(0.5 * Math.Exp(-Math.PI * Math.PI * 0.1), amplitude, 1e-5); // second order at N = 200
    }

    [Fact]
    public void Fronts_that_meet_the_walls_stop_there()
    {
        var run = Run.PorousMedium(200, "be", 2, 0.5, box: 1.25);
        Assert.True(run.Nodes[0] > -1);
        run.Steps(400, 0.02);
        Assert.Equal(-1.25, run.Nodes[0]);
        Assert.Equal(1.25, run.Nodes[^1]);
        for (var i = 0; i < run.Masses.Length; i++)
            Assert.Equal(0.4, run.Masses[i] / (run.Nodes[i + 1] - run.Nodes[i]), 1e-9); // the slowest even mode decays like exp(−0.8(2π/2.5)²t): 3e-18
    }

    [Fact]
    public void A_fixed_end_stays_when_the_mass_is_drawn_away_from_it()
    {
        var free = Run.Of(_ => 1, 0, 1, 50, "be", masses => new PowerLawEnergy(masses, 2, 20));
        var held = Run.Of(_ => 1, 0, 1, 50, "be", masses => new PowerLawEnergy(masses, 2, 20), new() { FixedRight = true });
        free.Steps(20, 0.05);
        held.Steps(20, 0.05);
        Assert.InRange(free.Nodes[^1], 0.4, 0.7);
        Assert.Equal(1, held.Nodes[^1]);
        Assert.True(free.Energy.Value(free.Nodes, out _) < held.Energy.Value(held.Nodes, out _));
    }

    [Theory]
    [InlineData("be")]
    [InlineData("sdirk2")]
    public void Two_components_meet_and_settle_at_the_common_equilibrium(string scheme)
    {
        // V6: from two blocks; ρ∞ = (C − x²/2)₊/2, R = 3^{1/3}, F∞ = 0.6240251469.
        var run = Run.Of(x => Math.Abs(x) is > 1 and < 2 ? 1 : 0, -4, 4, 401, scheme,
            masses => new PowerLawEnergy(masses, 2, 1));
        var gap = Array.IndexOf(run.Masses, 0.0);
        Assert.Equal(1, run.Nodes[gap + 1], 1e-9);
        var start = run.Energy.Value(run.Nodes, out _);
        var outcome = run.Steps(300, 0.05);
        Assert.True(outcome.Energy < start);
        Assert.Equal(0, run.Nodes[gap + 1] - run.Nodes[gap]);
        Assert.Equal(0, run.Nodes[gap], 1e-9);
        Assert.Equal(0.6240251469, outcome.Energy, 1e-5); // second order at N = 400
        Assert.InRange(new BarenblattDensity(2, Math.Cbrt(3)).Distance(run.Nodes, [.. run.Masses.Select(m => Math.Max(m, 1e-300))]), 0, 1e-3);
    }

    [Fact]
    public void A_closed_gap_opens_when_the_sides_are_drawn_apart()
    {
        // The wells of V = (x² − 1)²/4 pull two touching blocks apart.
        double[] nodes = [-0.5, -0.25, 0, 0, 0.25, 0.5], masses = [0.25, 0.25, 0, 0.25, 0.25];
        var energy = new PotentialEnergy(masses, x => (x * x - 1) * (x * x - 1) / 4, x => x * x * x - x, x => 3 * x * x - 1);
        var stepper = new QuantileJko(energy, masses, -2, 2, new() { LambdaMinus = 1 });
        for (var k = 0; k < 7; k++)
        {
            Assert.True(stepper.Advance(nodes, 0, 0.3).Accepted);
            Assert.True(nodes[3] > nodes[2]);
            Assert.Equal(-nodes[2], nodes[3], 1e-12);
        }

        Assert.InRange(nodes[3], 0.4, 1);
        Assert.InRange(nodes[5], 0.9, 1);
    }
}
