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
        // V5 from R = 1 (t = 1/9) to R = 9^(1/3) on [−3, 3].
        var grid = new Grid1D(-3, 3, 400);
        var run = Run.To(new Implicit(new CellEnergy(grid, new Power(2)), Run.Wasserstein(grid), Regular), grid, Barenblatt(grid, 1.0 / 9), 1.0 / 9, 1, 1e-3);
        var error = Run.Distance(grid, run.State, Barenblatt(grid, 1));
        log.WriteLine($"L1 {error:e3}, defect {run.Defect:e2}, drift {run.Drift:e2}, rise {run.Rise:e2}, its/step {run.Iterations / (double)run.Steps:f2}, min {run.Least:e2}, rejected {run.Rejections}");
        Assert.True(error <= 2e-5 * 10, $"L1 error {error}");
        Assert.True(run.Least >= 0, $"least {run.Least}");
        Assert.True(run.Drift <= 1e-12, $"drift {run.Drift}");
        Assert.True(run.Rise <= 1e-12, $"rise {run.Rise}");
        Assert.True(run.Defect <= 1e-10, $"defect {run.Defect}");
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
