using Flows.Runtime.Grids;
using Flows.Runtime.Operators;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Tests.Steppers;

/// <summary>Orders of convergence, least squares over four refinements (methods.md V4 and 4.2).</summary>
public sealed class ImplicitOrderTests(Xunit.Abstractions.ITestOutputHelper log)
{
    [Theory]
    [InlineData(ImplicitScheme.DiscreteGradient, 2)]
    [InlineData(ImplicitScheme.BackwardEuler, 1)]
    [InlineData(ImplicitScheme.Bdf2, 2)]
    public void Heat_converges_in_time_at_the_order_of_the_scheme(ImplicitScheme scheme, int order)
    {
        // Against the solution of the same cells at the discrete rate 2(1 − cos πh)/h²: only the error in time is left.
        var grid = new Grid1D(0, 1, 50);
        var rate = 2 * (1 - Math.Cos(Math.PI * grid.Spacing)) / (grid.Spacing * grid.Spacing);
        double[] steps = [20, 40, 80, 160];
        var errors = steps.Select(n => Error(scheme, grid, rate, n)).ToArray();
        var slope = -Slope(steps, errors);
        log.WriteLine($"{scheme}: order {slope:f3}, errors {errors[0]:e2} … {errors[^1]:e2}");
        Assert.InRange(slope, order - 0.1, order + 0.3);
    }

    [Fact]
    public void Heat_converges_in_space_at_second_order()
    {
        double[] cells = [10, 20, 40, 80];
        var errors = cells.Select(n => Error(ImplicitScheme.DiscreteGradient, new Grid1D(0, 1, (int)n), Math.PI * Math.PI, 2000)).ToArray();
        var slope = -Slope(cells, errors);
        log.WriteLine($"order {slope:f3}, errors {errors[0]:e2} … {errors[^1]:e2}");
        Assert.InRange(slope, 1.9, 2.3);
    }

    [Theory]
    [InlineData(ImplicitScheme.DiscreteGradient)]
    [InlineData(ImplicitScheme.Bdf2)]
    public void Steps_that_vary_keep_second_order(ImplicitScheme scheme)
    {
        var grid = new Grid1D(0, 1, 50);
        var rate = 2 * (1 - Math.Cos(Math.PI * grid.Spacing)) / (grid.Spacing * grid.Spacing);
        double[] steps = [20, 40, 80, 160];
        var errors = steps.Select(n =>
        {
            var stepper = Stepper(scheme, grid);
            var u = Run.Sample(grid, x => 1 + 0.5 * Math.Cos(Math.PI * x));
            var t = 0.0;
            for (var k = 0; k < n; k++)
                t += stepper.Advance(u, t, (k % 3 == 0 ? 0.6 : 1.2) * 0.1 / n).Dt;
            return Math.Abs(u[0] - 1 - 0.5 * Math.Exp(-rate * t) * Math.Cos(Math.PI * grid.Centres[0]));
        }).ToArray();
        var slope = -Slope(steps, errors);
        log.WriteLine($"{scheme}: order {slope:f3}");
        Assert.InRange(slope, 1.9, 2.3);
    }

    [Fact]
    public void An_added_term_is_integrated_at_second_order()
    {
        var grid = new Grid1D(0, 1, 4);
        double[] steps = [20, 40, 80, 160];
        var errors = steps.Select(n =>
        {
            // u' = −u + u² has u = 1/(1 + eᵗ) from u(0) = ½.
            var stepper = new Implicit(new CellEnergy(grid, new Square(1)), Run.L2(grid), new ImplicitOptions(), new Squared());
            return Math.Abs(Run.To(stepper, grid, Run.Sample(grid, _ => 0.5), 0, 1, 1 / n).State[0] - 1 / (1 + Math.E));
        }).ToArray();
        var slope = -Slope(steps, errors);
        log.WriteLine($"order {slope:f3}");
        Assert.InRange(slope, 1.9, 2.3);
    }

    private static Implicit Stepper(ImplicitScheme scheme, Grid1D grid) =>
        new(new CellEnergy(grid, new Square(1)), Run.HMinusOne(grid), new ImplicitOptions { Scheme = scheme });

    private static double Error(ImplicitScheme scheme, Grid1D grid, double rate, double steps)
    {
        var run = Run.To(Stepper(scheme, grid), grid, Run.Sample(grid, x => 1 + 0.5 * Math.Cos(Math.PI * x)), 0, 0.1, 0.1 / steps);
        return Run.Distance(grid, run.State, Run.Sample(grid, x => 1 + 0.5 * Math.Exp(-rate * 0.1) * Math.Cos(Math.PI * x)));
    }

    private static double Slope(double[] x, double[] y)
    {
        double[] a = [.. x.Select(v => Math.Log(v))], b = [.. y.Select(v => Math.Log(v))];
        double meanA = a.Average(), meanB = b.Average();
        return a.Zip(b, (p, q) => (p - meanA) * (q - meanB)).Sum() / a.Sum(p => (p - meanA) * (p - meanA));
    }

    private sealed class Squared : IAddedTerm
    {
        public void SetTime(double t)
        {
        }

        public void Evaluate(ReadOnlySpan<double> u, Span<double> f)
        {
            for (var i = 0; i < u.Length; i++)
                f[i] = u[i] * u[i];
        }

        public void Derivative(ReadOnlySpan<double> u, Span<double> df)
        {
            for (var i = 0; i < u.Length; i++)
                df[i] = 2 * u[i];
        }
    }
}
