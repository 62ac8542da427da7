using Flows.Runtime.Grids;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Tests.Steppers;

/// <summary>Fields in L2 and H^-1: methods.md V22, V24 and the promises of A 3.5.</summary>
public sealed class ImplicitFieldTests(Xunit.Abstractions.ITestOutputHelper log)
{
    [Theory]
    [InlineData(true, ImplicitScheme.DiscreteGradient)]
    [InlineData(false, ImplicitScheme.DiscreteGradient)]
    [InlineData(true, ImplicitScheme.Bdf2)]
    public void Cahn_Hilliard_grows_a_mode_at_the_linear_rate(bool periodic, ImplicitScheme scheme)
    {
        // V22: ε = 0.05, k = 4π, u₀ = 0: 95.5718522.
        var epsilon = 0.05;
        var grid = new Grid1D(0, 1, 256, periodic);
        var energy = new CellEnergy(grid, new DoubleWell(), stiffness: epsilon * epsilon);
        var stepper = new Implicit(energy, Run.HMinusOne(grid), new ImplicitOptions { Scheme = scheme });
        var start = Run.Sample(grid, x => 1e-4 * Math.Cos(4 * Math.PI * x));
        var run = Run.To(stepper, grid, start, 0, 0.02, 1e-4);
        var rate = Math.Log(run.State.Max() / start.Max()) / 0.02;
        log.WriteLine($"rate {rate}, its/step {run.Iterations / (double)run.Steps:f2}, defect {run.Defect:e2}, drift {run.Drift:e2}");
        Assert.InRange(rate / 95.5718522, 0.99, 1.01);
        Assert.True(run.Drift <= 1e-12);
    }

    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e-2)]
    [InlineData(1.0)]
    public void Cahn_Hilliard_loses_energy_from_noise_whatever_the_step(double dt)
    {
        foreach (var periodic in new[] { true, false })
        {
            var grid = new Grid1D(0, 1, 200, periodic);
            var energy = new CellEnergy(grid, new DoubleWell(), stiffness: 0.02 * 0.02);
            var random = new Random(5);
            var stepper = new Implicit(energy, Run.HMinusOne(grid), new ImplicitOptions());
            var run = Run.To(stepper, grid, Run.Sample(grid, _ => 0.1 * random.NextDouble() - 0.05), 0, 50 * dt, dt, adaptive: false);
            log.WriteLine($"dt {dt} periodic {periodic}: rise {run.Rise:e2}, defect {run.Defect:e2}, drift {run.Drift:e2}, steps {run.Steps}, its {run.Iterations}, rejections {run.Rejections}");
            Assert.True(run.Rise <= 1e-12, $"rise {run.Rise}");
            Assert.True(run.Defect <= 1e-10, $"defect {run.Defect}");
            Assert.True(run.Drift <= 1e-12, $"drift {run.Drift}");
        }
    }

    [Fact]
    public void Cahn_Hilliard_coarsens_efficiently_under_adaptive_control()
    {
        var grid = new Grid1D(0, 1, 256, periodic: true);
        var energy = new CellEnergy(grid, new DoubleWell(), stiffness: 0.02 * 0.02);
        var random = new Random(1);
        var options = new ImplicitOptions { Control = new AdaptiveControl { Relative = 1e-3 }, DampingSteps = 2 };
        var stepper = new Implicit(energy, Run.HMinusOne(grid), options);
        var run = Run.To(stepper, grid, Run.Sample(grid, _ => 0.1 * random.NextDouble() - 0.05), 0, 10, 1e-6, adaptive: true, limit: 20000);
        log.WriteLine($"steps {run.Steps}, rejections {run.Rejections}, its {run.Iterations}, F {run.Last.Energy}, rise {run.Rise:e2}, last dt {run.Last.Dt}");
        Assert.True(run.Steps < 3000, $"{run.Steps} steps");
        Assert.True(run.Rise <= 1e-12, $"rise {run.Rise}");
        Assert.True(run.Last.Energy < 0.2);
    }

    [Fact]
    public void A_bistable_front_travels_at_its_speed()
    {
        // V24: u_t = u'' + u (1 − u)(u − a), speed (1 − 2a)/√2, profile 1/(1 + exp((x − ct)/√2)).
        var a = 0.25;
        var speed = (1 - 2 * a) / Math.Sqrt(2);
        var grid = new Grid1D(-20, 30, 1000);
        var energy = new CellEnergy(grid, new Bistable(a), stiffness: 1);
        double Front(double x, double t) => 1 / (1 + Math.Exp((x - speed * t) / Math.Sqrt(2)));
        var stepper = new Implicit(energy, Run.L2(grid), new ImplicitOptions());
        var run = Run.To(stepper, grid, Run.Sample(grid, x => Front(x, 0)), 0, 20, 0.05);
        var found = (Position(grid, run.State) - Position(grid, Run.Sample(grid, x => Front(x, 0)))) / 20;
        log.WriteLine($"speed {found} of {speed}, defect {run.Defect:e2}, rise {run.Rise:e2}");
        Assert.Equal(speed, found, 2e-4);   // h² = 2.5e-3 times a constant of a few hundredths
        Assert.True(run.Rise <= 1e-12);
    }

    [Theory]
    [InlineData(ImplicitScheme.DiscreteGradient, 0.5)]
    [InlineData(ImplicitScheme.BackwardEuler, 0.5)]
    [InlineData(ImplicitScheme.BackwardEuler, 100)]
    public void Allen_Cahn_loses_energy_from_noise_at_large_steps(ImplicitScheme scheme, double dt)
    {
        var epsilon = 0.02;
        var grid = new Grid1D(0, 1, 200);
        var energy = new CellEnergy(grid, new DoubleWell(), stiffness: epsilon * epsilon);
        var random = new Random(3);
        var run = Run.To(new Implicit(energy, Run.L2(grid), new ImplicitOptions { Scheme = scheme }), grid,
            Run.Sample(grid, _ => 2 * random.NextDouble() - 1), 0, 40 * dt, dt);
        log.WriteLine($"{scheme} {dt}: rise {run.Rise:e2}, steps {run.Steps}, its {run.Iterations}, rejections {run.Rejections}");
        Assert.True(run.Rise <= 1e-12, $"rise {run.Rise}");
    }

    [Fact]
    public void An_L2_flow_of_a_pointwise_energy_is_its_ordinary_differential_equation()
    {
        // u' = u − u³: u(t) = u₀ eᵗ / √(1 + u₀² (e^2t − 1)).
        var grid = new Grid1D(0, 1, 50);
        var start = Run.Sample(grid, x => x - 0.3);
        var run = Run.To(new Implicit(new CellEnergy(grid, new DoubleWell()), Run.L2(grid), new ImplicitOptions()), grid, start, 0, 1, 1e-3);
        for (var i = 0; i < start.Length; i++)
        {
            var exact = start[i] * Math.E / Math.Sqrt(1 + start[i] * start[i] * (Math.Exp(2) - 1));
            Assert.Equal(exact, run.State[i], 1e-6);   // dt² = 1e-6, constant below 1
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_reflected_periodic_run_is_a_run_without_flux(bool conserved)
    {
        Grid1D half = new(0, 1, 64), whole = new(0, 2, 128, periodic: true);
        double Start(double x) => 0.3 * Math.Cos(3 * Math.PI * x) + 0.1 * Math.Cos(Math.PI * x);
        double[] Solve(Grid1D grid) => Run.To(new Implicit(new CellEnergy(grid, new DoubleWell(), stiffness: 0.01),
            conserved ? Run.HMinusOne(grid) : Run.L2(grid), new ImplicitOptions()), grid, Run.Sample(grid, Start), 0, 0.05, 1e-3).State;
        double[] a = Solve(half), b = Solve(whole);
        for (var i = 0; i < 64; i++)
        {
            Assert.Equal(a[i], b[i], 1e-9);        // twice the solver's tolerance, not amplified
            Assert.Equal(b[i], b[127 - i], 1e-9);
        }
    }

    private static double Position(Grid1D grid, double[] u)
    {
        for (var i = 0; ; i++)
            if (u[i] >= 0.5 && u[i + 1] < 0.5)
                return grid.Centres[i] + grid.Spacing * (u[i] - 0.5) / (u[i] - u[i + 1]);
    }
}
