using Flows.Runtime.Grids;
using Flows.Runtime.Operators;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Tests.Steppers;

/// <summary>Densities in the Wasserstein metric: methods.md V3, V4, V5 and the promises of A 3.4.</summary>
public sealed class ImplicitDensityTests(Xunit.Abstractions.ITestOutputHelper log)
{
    private static readonly ImplicitOptions Singular = new() { IsDensity = true, HasSingularDerivativeAtZero = true };
    private static readonly ImplicitOptions Regular = new() { IsDensity = true };

    [Theory]
    [InlineData(FluxRule.Arithmetic, 1e-5)]   // methods.md A 3.4: 7.6e-6 measured there
    [InlineData(FluxRule.Logarithmic, 2e-5)]
    [InlineData(FluxRule.ScharfetterGummel, 2e-5)]
    [InlineData(FluxRule.Upwind, 5e-3)]       // first order
    public void Fokker_Planck_on_an_interval_follows_its_exact_solution(FluxRule rule, double bound)
    {
        var grid = new Grid1D(0, 1, 200);
        var energy = new CellEnergy(grid, new Entropy(), x => -x);
        var run = Run.To(new Implicit(energy, Run.Wasserstein(grid, rule), Singular), grid, FokkerPlanckAverages(grid, 0), 0, 0.25, 0.25 / 400);
        var error = Run.Distance(grid, run.State, FokkerPlanckAverages(grid, 0.25));
        log.WriteLine($"{rule}: L1 {error:e3}, defect {run.Defect:e2}, drift {run.Drift:e2}, rise {run.Rise:e2}, its/step {run.Iterations / (double)run.Steps:f2}, min {run.Least:e2}, rejected {run.Rejections}");
        Assert.True(error <= bound, $"L1 error {error}");
        Assert.True(run.Defect <= 1e-10, $"defect {run.Defect}");
        Assert.True(run.Drift <= 1e-12, $"drift {run.Drift}");
        Assert.True(run.Rise <= 1e-12, $"rise {run.Rise}");
        Assert.True(run.Least > 0);
    }

    [Fact]
    public void Porous_medium_follows_the_Barenblatt_profile()
    {
        // V5 from R = 1 (t = 1/9) to R = 9^(1/3) on [−2.5, 2.5], dt = 1e-3.
        var grid = new Grid1D(-2.5, 2.5, 400);
        var run = Run.To(new Implicit(new CellEnergy(grid, new Power(2)), Run.Wasserstein(grid), Regular), grid, Barenblatt(grid, 1.0 / 9), 1.0 / 9, 1, 1e-3);
        var error = Run.Distance(grid, run.State, Barenblatt(grid, 1));
        log.WriteLine($"L1 {error:e3}, defect {run.Defect:e2}, drift {run.Drift:e2}, rise {run.Rise:e2}, its/step {run.Iterations / (double)run.Steps:f2}, min {run.Least:e2}, rejected {run.Rejections}");
        Assert.True(error <= 2e-5, $"L1 error {error}");
        Assert.True(run.Least >= 0, $"least {run.Least}");
        Assert.True(run.Drift <= 1e-12, $"drift {run.Drift}");
        Assert.True(run.Rise <= 1e-12, $"rise {run.Rise}");
        Assert.True(run.Defect <= 1e-10, $"defect {run.Defect}");
    }

    [Theory]
    [InlineData(ImplicitScheme.BackwardEuler)]
    [InlineData(ImplicitScheme.Bdf2)]
    public void Other_schemes_keep_mass_and_sign(ImplicitScheme scheme)
    {
        var grid = new Grid1D(-2.5, 2.5, 100);
        var run = Run.To(new Implicit(new CellEnergy(grid, new Power(2)), Run.Wasserstein(grid), Regular with { Scheme = scheme }), grid, Barenblatt(grid, 1.0 / 9), 1.0 / 9, 1, 1e-3);
        log.WriteLine($"{scheme}: L1 {Run.Distance(grid, run.State, Barenblatt(grid, 1)):e3}, drift {run.Drift:e2}, least {run.Least:e2}, its {run.Iterations}, rejections {run.Rejections}");
        Assert.True(Run.Distance(grid, run.State, Barenblatt(grid, 1)) < 2e-3);   // first order in time or in space
        Assert.True(run.Drift <= 1e-12);
        Assert.True(run.Least >= 0);
    }

    [Fact]
    public void A_saturating_mobility_keeps_its_energy_law()
    {
        // Cahn–Hilliard with m = 1 − u² on −1 ≤ u ≤ 1 (here shifted to m = u (1 − u), W = u² (1 − u)²: Bistable(½) up to a factor).
        var grid = new Grid1D(0, 1, 128);
        var energy = new CellEnergy(grid, new Bistable(0.5), stiffness: 1e-3);
        var k = new OnsagerOperator(grid, new DivGradTerm(grid, new Saturating()));
        var run = Run.To(new Implicit(energy, k, new ImplicitOptions()), grid, Run.Sample(grid, x => 0.5 + 0.1 * Math.Cos(9 * x)), 0, 5, 0.02);
        log.WriteLine($"rise {run.Rise:e2}, drift {run.Drift:e2}, defect {run.Defect:e2}, [{run.Least}, {run.State.Max()}], its {run.Iterations}, rejections {run.Rejections}");
        Assert.True(run.Rise <= 1e-12);
        Assert.True(run.Drift <= 1e-12);
        Assert.InRange(run.State.Max(), 0.8, 1.01);
    }

    private sealed class Saturating : IMobility
    {
        public bool IsConstant => false;

        public void SetTime(double t)
        {
        }

        public void Evaluate(ReadOnlySpan<double> u, Span<double> m)
        {
            for (var i = 0; i < u.Length; i++)
                m[i] = Math.Max(0, u[i] * (1 - u[i]));
        }

        public void Derivative(ReadOnlySpan<double> u, Span<double> dm)
        {
            for (var i = 0; i < u.Length; i++)
                dm[i] = u[i] is > 0 and < 1 ? 1 - 2 * u[i] : 0;
        }
    }

    internal static double[] FokkerPlanckAverages(Grid1D grid, double t)
    {
        const double G = 1;
        var a = Math.PI * Math.PI + G * G / 4;
        // Antiderivatives: e^{gx/2}(π cos πx + g/2 sin πx) = (e^{gx/2} sin πx)'.
        double Primitive(double x) => Math.Exp(-a * t + G * x / 2) * Math.Sin(Math.PI * x) + Math.PI / G * Math.Exp(G * (x - 0.5));
        return [.. grid.Centres.ToArray().Select(x => (Primitive(x + grid.Spacing / 2) - Primitive(x - grid.Spacing / 2)) / grid.Spacing)];
    }

    internal static double[] Barenblatt(Grid1D grid, double t)
    {
        var r = Math.Cbrt(9 * t);
        double Primitive(double x)
        {
            var s = Math.Clamp(x / r, -1, 1);
            return 0.75 * (s - s * s * s / 3);
        }
        return [.. grid.Centres.ToArray().Select(x => (Primitive(x + grid.Spacing / 2) - Primitive(x - grid.Spacing / 2)) / grid.Spacing)];
    }
}
