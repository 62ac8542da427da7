using Flows.Runtime.Grids;
using Flows.Runtime.Operators;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Tests.Steppers;

/// <summary>What is promised of every step: decay, mass, positivity, no allocation, honest failure.</summary>
public sealed class ImplicitPromiseTests(Xunit.Abstractions.ITestOutputHelper log)
{
    public static TheoryData<int, double> Starts()
    {
        var data = new TheoryData<int, double>();
        for (var seed = 0; seed < 6; seed++)
            foreach (var dt in new[] { 1e-4, 1e-2, 1.0 })
                data.Add(seed, dt);
        return data;
    }

    [Theory]
    [MemberData(nameof(Starts))]
    public void Densities_keep_mass_sign_and_decay_from_random_starts(int seed, double dt)
    {
        // Spikes and vacuum; a double-well potential, entropy or a power, with and without an attraction of all to all.
        var random = new Random(seed);
        var grid = new Grid1D(-1, 1, 100, periodic: seed % 3 == 2);
        var entropy = seed % 2 == 0;
        var energy = new CellEnergy(grid, entropy ? new Entropy() : new Power(2 + seed % 3), x => 2 * (x * x - 0.5) * (x * x - 0.5),
            coupling: seed % 3 == 1 ? 1.5 : 0);
        var start = Run.Sample(grid, _ => random.NextDouble() < 0.5 ? entropy ? 1e-6 : 0 : 4 * random.NextDouble());
        var stepper = new Implicit(energy, Run.Wasserstein(grid), new ImplicitOptions { IsDensity = true, HasSingularDerivativeAtZero = entropy });
        var run = Run.To(stepper, grid, start, 0, 30 * dt, dt);
        log.WriteLine($"seed {seed} dt {dt}: rise {run.Rise:e2}, defect {run.Defect:e2}, drift {run.Drift:e2}, least {run.Least:e2}, steps {run.Steps}, its {run.Iterations}, rejections {run.Rejections}");
        Assert.True(run.Rise <= 1e-12, $"rise {run.Rise}");
        Assert.True(run.Drift <= 1e-12, $"drift {run.Drift}");
        Assert.True(run.Least >= 0, $"least {run.Least}");
    }

    [Fact]
    public void Entropy_spreads_into_an_exact_vacuum()
    {
        var grid = new Grid1D(0, 1, 100);
        var stepper = new Implicit(new CellEnergy(grid, new Entropy()), Run.Wasserstein(grid), new ImplicitOptions { IsDensity = true, HasSingularDerivativeAtZero = true });
        var run = Run.To(stepper, grid, Run.Sample(grid, x => x < 0.3 ? 1 : 0), 0, 0.1, 1e-3);
        var exact = Run.Sample(grid, x => 0.3 + 2 * Enumerable.Range(1, 40).Sum(k =>
            Math.Sin(0.3 * Math.PI * k) / (Math.PI * k) * Math.Cos(Math.PI * k * x) * Math.Exp(-0.1 * Math.PI * Math.PI * k * k)));
        log.WriteLine($"least {run.Least:e2}, L1 {Run.Distance(grid, run.State, exact):e2}, rejections {run.Rejections}, its {run.Iterations}");
        Assert.True(run.Least >= 0);
        Assert.True(run.Rise <= 1e-12);
        Assert.True(run.Drift <= 1e-12);
        Assert.True(Run.Distance(grid, run.State, exact) < 2e-3);   // first order where faces were upwind
    }

    [Fact]
    public void Mass_does_not_drift_over_ten_thousand_steps()
    {
        var grid = new Grid1D(0, 1, 50);
        var energy = new CellEnergy(grid, new Entropy(), x => 3 * x);
        var run = Run.To(new Implicit(energy, Run.Wasserstein(grid), new ImplicitOptions { IsDensity = true, HasSingularDerivativeAtZero = true }), grid,
            Run.Sample(grid, x => 1 + 0.9 * Math.Sin(7 * x)), 0, 10, 1e-3);
        log.WriteLine($"drift {run.Drift:e2}, rise {run.Rise:e2}");
        Assert.Equal(10_000, run.Steps);
        Assert.True(run.Drift <= 1e-14, $"drift {run.Drift}");   // compensated: rounding of one state
        Assert.True(run.Rise <= 1e-12);
    }

    [Theory]
    [InlineData(FluxRule.Arithmetic)]
    [InlineData(FluxRule.Logarithmic)]
    [InlineData(FluxRule.ScharfetterGummel)]
    [InlineData(FluxRule.Upwind)]
    public void Fokker_Planck_comes_to_rest_at_its_Gibbs_state(FluxRule rule)
    {
        var grid = new Grid1D(-2, 2, 80);
        double V(double x) => (x * x - 1) * (x * x - 1) / 4;
        var stepper = new Implicit(new CellEnergy(grid, new Entropy(), V), Run.Wasserstein(grid, rule),
            new ImplicitOptions { IsDensity = true, HasSingularDerivativeAtZero = true, Scheme = ImplicitScheme.BackwardEuler });
        var run = Run.To(stepper, grid, Run.Sample(grid, x => x < 0 ? 0.5 : 0.01), 0, 200, 0.5);
        var gibbs = Run.Sample(grid, x => Math.Exp(-V(x)));
        var scale = run.State.Sum() / gibbs.Sum();
        for (var i = 0; i < gibbs.Length; i++)
            Assert.Equal(scale * gibbs[i], run.State[i], 1e-9);   // the solver's tolerance
        Assert.True(run.Last.Dissipation < 1e-15);
    }

    [Fact]
    public void A_step_with_constant_K_knows_its_distance()
    {
        var grid = new Grid1D(0, 1, 40);
        var u = Run.Sample(grid, x => Math.Sin(5 * x));
        double[] before = [.. u];
        var outcome = new Implicit(new CellEnergy(grid, new DoubleWell()), Run.L2(grid), new ImplicitOptions()).Advance(u, 0, 0.1);
        var squared = u.Zip(before, (a, b) => grid.Spacing * (a - b) * (a - b)).Sum();
        Assert.Equal(squared, outcome.DistanceSquared, 1e-8 * squared);   // the solver's tolerance
    }

    [Theory]
    [InlineData(false, ImplicitScheme.DiscreteGradient)]
    [InlineData(true, ImplicitScheme.DiscreteGradient)]
    [InlineData(false, ImplicitScheme.BackwardEuler)]
    [InlineData(false, ImplicitScheme.Bdf2)]
    public void A_step_allocates_nothing(bool periodic, ImplicitScheme scheme)
    {
        var grid = new Grid1D(0, 1, 64, periodic);
        var options = new ImplicitOptions { IsDensity = true, HasSingularDerivativeAtZero = true, Scheme = scheme, Control = new AdaptiveControl() };
        var stepper = new Implicit(new CellEnergy(grid, new Entropy(), x => x), Run.Wasserstein(grid), options);
        var u = Run.Sample(grid, x => 1.1 + Math.Sin(2 * Math.PI * x));
        double t = 0, dt = 1e-4;
        void Take()
        {
            var outcome = stepper.Advance(u, t, dt);
            (t, dt) = (t + outcome.Dt, outcome.SuggestedDt);
        }
        for (var i = 0; i < 20; i++)
            Take();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Take();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_failed_step_leaves_the_state_alone_and_says_why()
    {
        var grid = new Grid1D(0, 1, 10);
        var stepper = new Implicit(new CellEnergy(grid, new Entropy()), Run.Wasserstein(grid), new ImplicitOptions());
        var u = Run.Sample(grid, x => x - 0.2);   // log of a negative number
        double[] before = [.. u];
        var outcome = stepper.Advance(u, 0, 0.1);
        Assert.False(outcome.Accepted);
        Assert.Equal(FailureCause.NotFinite, outcome.Cause);
        Assert.Equal(before, u);
    }

    [Fact]
    public void A_state_changed_from_outside_is_noticed()
    {
        var grid = new Grid1D(0, 1, 30);
        Implicit Fresh() => new(new CellEnergy(grid, new Square(1)), Run.HMinusOne(grid), new ImplicitOptions { Scheme = ImplicitScheme.Bdf2 });
        double[] a = Run.Sample(grid, x => x), b = Run.Sample(grid, x => Math.Cos(9 * x)), c = [.. b];
        var used = Fresh();
        used.Advance(a, 0, 0.01);
        used.Advance(a, 0.01, 0.01);
        used.Advance(b, 0.02, 0.01);
        Fresh().Advance(c, 0.02, 0.01);
        Assert.Equal(c, b);
    }

    [Fact]
    public void An_open_side_lets_the_potential_come_to_its_prescribed_value()
    {
        // Heat with u = 2 beyond the left side: all of it becomes 2.
        var grid = new Grid1D(0, 1, 40);
        var term = new DivGradTerm(grid, new ConstantMobility(), low: new OpenSide { Potential = 2, Mobility = 1 });
        var stepper = new Implicit(new CellEnergy(grid, new Square(1)), new OnsagerOperator(grid, term), new ImplicitOptions { Scheme = ImplicitScheme.BackwardEuler });
        var run = Run.To(stepper, grid, Run.Sample(grid, x => x), 0, 20, 0.1);
        Assert.All(run.State, value => Assert.Equal(2, value, 1e-12));   // backward Euler, 200 steps at rate π²/4
    }
}
