using Flows.Testing.ExactSolutions;

namespace Flows.Runtime.Tests.Transport;

public class ReferenceFlowTests
{
    [Fact]
    public void The_ornstein_uhlenbeck_flow_is_met()
    {
        // V1. W₂ ≤ 2e-5 at N = 800: half of it is space (9e-6 … 1.2e-5), the rest time.
        var exact = new OrnsteinUhlenbeck(2, 0.25);
        var run = Run.OrnsteinUhlenbeck(800, "sdirk2");
        foreach (var t in new[] { 0.5, 1, 2 })
        {
            var outcome = run.Steps((int)Math.Round((t - run.Time) / 0.002), 0.002);
            Assert.InRange(exact.At(t).Distance(run.Nodes, run.Masses), 0, 2e-5);
            Assert.Equal(exact.Mean(t), run.Mean, 1e-6); // time
            Assert.Equal(exact.Variance(t), run.Variance, 1e-5);
            Assert.Equal(exact.Energy(t), outcome.Energy, 6e-6); // 4.4e-6: second order at N = 800
        }
    }

    [Fact]
    public void The_closed_forms_are_those_of_the_catalogue()
    {
        var exact = new OrnsteinUhlenbeck(2, 0.25);
        Assert.Equal(-0.1597149382, exact.Energy(0.5), 1e-10);
        Assert.Equal(-0.8822596445, exact.Energy(2), 1e-10);
        Assert.Equal(1.3992086474, exact.Energy(0), 1e-10);
        Assert.Equal(2.0800838231, BarenblattDensity.SourceRadius(2, 1), 1e-10);
        Assert.Equal(1.485030499, BarenblattDensity.SourceRadius(3, 1), 1e-9);
        Assert.Equal(2.916290337, BarenblattDensity.SourceRadius(1.5, 1), 1e-9);
        Assert.Equal(0.3605623926, new BarenblattDensity(2, BarenblattDensity.SourceRadius(2, 1)).Density(0), 1e-10);
    }

    [Theory]
    [InlineData(2, 1e-5)]
    [InlineData(3, 1e-5)]
    [InlineData(1.5, 2e-5)]
    public void The_porous_medium_flow_is_met(double exponent, double bar)
    {
        // V5, t = 1/9 … 1.
        var run = Run.PorousMedium(400, "sdirk2", exponent, BarenblattDensity.SourceRadius(exponent, 1.0 / 9));
        run.Steps(400, 8.0 / 9 / 400);
        var exact = new BarenblattDensity(exponent, BarenblattDensity.SourceRadius(exponent, 1));
        Assert.InRange(exact.Distance(run.Nodes, run.Masses), 0, bar);
    }

    [Theory]
    [InlineData("be", 1)]
    [InlineData("sdirk2", 2)]
    [InlineData("bdf2", 2)]
    public void Converges_in_time_at_its_order(string scheme, int order)
    {
        foreach (var start in new Func<string, Run>[] { s => Run.OrnsteinUhlenbeck(100, s), s => Run.PorousMedium(100, s, 2, 1) })
        {
            var fine = start("sdirk2");
            fine.Steps(2048, 0.5 / 2048);
            var errors = new List<double>();
            foreach (var steps in new[] { 16, 32, 64, 128 })
            {
                var run = start(scheme);
                run.Steps(steps, 0.5 / steps);
                errors.Add(run.Distance(fine));
            }

            Assert.InRange(Convergence.Order(errors), order - 0.1, order + 0.3);
        }
    }

    [Fact]
    public void Bdf2_keeps_its_order_when_steps_vary()
    {
        var fine = Run.OrnsteinUhlenbeck(100, "sdirk2");
        fine.Steps(2048, 0.5 / 2048);
        var errors = new List<double>();
        foreach (var pairs in new[] { 16, 32, 64, 128 })
        {
            var run = Run.OrnsteinUhlenbeck(100, "bdf2");
            for (var k = 0; k < pairs; k++)
            {
                run.Step(0.5 / pairs / 3);
                run.Step(0.5 / pairs * 2 / 3);
            }

            errors.Add(run.Distance(fine));
        }

        Assert.InRange(Convergence.Order(errors), 1.9, 2.3);
    }

    [Fact]
    public void Converges_in_space_at_second_order()
    {
        var gaussian = new OrnsteinUhlenbeck(2, 0.25).At(0.5);
        var barenblatt = new BarenblattDensity(2, BarenblattDensity.SourceRadius(2, 1.0 / 9 + 0.5));
        var errors = (Gaussian: new List<double>(), Barenblatt: new List<double>());
        foreach (var cells in new[] { 25, 50, 100, 200 })
        {
            var first = Run.OrnsteinUhlenbeck(cells, "sdirk2");
            first.Steps(1000, 0.0005);
            errors.Gaussian.Add(gaussian.Distance(first.Nodes, first.Masses));
            var second = Run.PorousMedium(cells, "sdirk2", 2, 1);
            second.Steps(1000, 0.0005);
            errors.Barenblatt.Add(barenblatt.Distance(second.Nodes, second.Masses));
        }

        Assert.InRange(Convergence.Order(errors.Gaussian), 1.8, 2.3); // tails: N⁻² up to a logarithm
        Assert.InRange(Convergence.Order(errors.Barenblatt), 1.9, 2.3);
    }
}
