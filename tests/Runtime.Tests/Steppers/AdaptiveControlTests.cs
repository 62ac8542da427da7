using Flows.Runtime.Grids;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Tests.Steppers;

public sealed class AdaptiveControlTests(Xunit.Abstractions.ITestOutputHelper log)
{
    [Fact]
    public void A_clipped_step_does_not_change_what_was_proposed()
    {
        var control = new AdaptiveControl();
        var proposed = control.AfterAcceptance(0.1, 0.5, 2, 2);
        Assert.Equal(proposed, control.AfterAcceptance(1e-6, 1e-12, 2, 2), 1e-15);
    }

    [Fact]
    public void Steps_stay_between_their_bounds()
    {
        var control = new AdaptiveControl { SmallestDt = 1e-3, LargestDt = 0.2 };
        Assert.Equal(0.2, control.AfterAcceptance(0.15, 1e-9, 2, 1));
        Assert.Equal(1e-3, control.AfterRejection(1.1e-3, 1e9, 2));
        Assert.True(control.Accepts(1e-3, 50));
        Assert.False(control.Accepts(2e-3, 50));
    }

    [Fact]
    public void Hard_Newton_steps_halve_and_easy_ones_may_grow()
    {
        Assert.True(new AdaptiveControl().AfterAcceptance(1, 1e-3, 2, 2) > 1);
        Assert.True(new AdaptiveControl().AfterAcceptance(1, 1e-3, 2, 5) is > 1 and <= 1.2);
        Assert.True(new AdaptiveControl().AfterAcceptance(1, 1e-3, 2, 9) <= 0.5);
    }

    [Fact]
    public void Steps_are_not_halved_again_where_halving_has_not_helped()
    {
        var control = new AdaptiveControl();
        var first = control.AfterAcceptance(1, 1e-3, 2, 12);
        Assert.True(first <= 0.5);
        var second = control.AfterAcceptance(first, 1e-3, 2, 12);
        Assert.True(second >= first);
        // Less work a solve: it has helped, and helps again.
        Assert.True(control.AfterAcceptance(second, 1e-3, 2, 10) <= second / 2);
        // After a short solve a long one is news.
        var easy = control.AfterAcceptance(0.1, 1e-3, 2, 3);
        Assert.True(control.AfterAcceptance(easy, 1e-3, 2, 12) <= easy / 2);
    }

    [Theory]
    [InlineData(ImplicitScheme.DiscreteGradient)]
    [InlineData(ImplicitScheme.Bdf2)]
    [InlineData(ImplicitScheme.BackwardEuler)]
    public void The_error_follows_the_tolerance(ImplicitScheme scheme)
    {
        // u' = u − u³ pointwise from 0.01 to t = 10, with a time to hit every 0.37.
        var grid = new Grid1D(0, 1, 8);
        double before = double.PositiveInfinity;
        foreach (var tolerance in new[] { 1e-2, 1e-3, 1e-4, 1e-5 })
        {
            var options = new ImplicitOptions { Scheme = scheme, Control = new AdaptiveControl { Relative = tolerance } };
            var stepper = new Implicit(new CellEnergy(grid, new DoubleWell()), Run.L2(grid), options);
            var u = Run.Sample(grid, _ => 0.01);
            double t = 0, dt = 1e-3, worst = 0;
            var steps = 0;
            for (var stop = 0.37; stop < 10; stop += 0.37)
            {
                for (; t < stop - 1e-12; steps++)
                {
                    var outcome = stepper.Advance(u, t, Math.Min(dt, stop - t));
                    Assert.True(outcome.Accepted);
                    (t, dt) = (t + outcome.Dt, outcome.SuggestedDt);
                }
                var exact = 0.01 * Math.Exp(t) / Math.Sqrt(1 + 1e-4 * (Math.Exp(2 * t) - 1));
                worst = Math.Max(worst, Math.Abs(u[0] - exact) / exact);
            }
            log.WriteLine($"{scheme} rtol {tolerance}: error {worst:e2} in {steps} steps");
            // Local errors are held, so the sum of them goes as rtol^(p/(p+1)).
            var order = scheme == ImplicitScheme.BackwardEuler ? 1.0 : 2;
            Assert.True(worst < 4 * Math.Pow(tolerance, order / (order + 1)), $"error {worst}");
            Assert.True(worst < before);
            before = worst;
        }
    }
}
