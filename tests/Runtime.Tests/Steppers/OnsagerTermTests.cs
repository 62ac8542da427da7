using Flows.Runtime.Grids;
using Flows.Runtime.Linear;
using Flows.Runtime.Operators;

namespace Flows.Runtime.Tests.Steppers;

/// <summary>Terms of an Onsager operator: symmetric structure, conservation, and derivatives against differences.</summary>
public sealed class OnsagerTermTests
{
    public static TheoryData<FluxRule, bool, int, bool> Cases()
    {
        var data = new TheoryData<FluxRule, bool, int, bool>();
        foreach (var rule in Enum.GetValues<FluxRule>())
            foreach (var someUpwind in new[] { false, true })
            {
                data.Add(rule, false, 0, someUpwind);
                data.Add(rule, true, 0, someUpwind);
                data.Add(rule, false, 3, someUpwind);
            }
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_derivative_of_the_rate_agrees_with_differences(FluxRule rule, bool periodic, int radial, bool someUpwind)
    {
        var grid = new Grid1D(0, 2, 11, periodic, radial);
        var term = new DivGradTerm(grid, new Quadratic(), rule, temperature: 0.7,
            low: periodic || radial > 0 ? null : new OpenSide { Potential = 0.3, Mobility = 0.5 });
        Check(grid, term, someUpwind, reach: 1);
    }

    [Fact]
    public void The_derivative_of_a_multiplication_agrees_with_differences()
    {
        var grid = new Grid1D(0, 2, 11);
        Check(grid, new MultiplyTerm(grid, new Quadratic()), false, reach: 0);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rate_conserves_mass_and_dissipates(FluxRule rule, bool periodic, int radial, bool someUpwind)
    {
        var grid = new Grid1D(0, 2, 37, periodic, radial);
        var term = new DivGradTerm(grid, new LinearMobility(), rule);
        Mark(grid, term, someUpwind);
        double[] u = Random(37, 1, 0.1, 2), mu = Random(37, 2, -3, 3), rate = new double[37];
        var dissipation = term.AddRate(u, u, mu, rate);
        double mass = 0, power = 0, scale = 0;
        for (var i = 0; i < 37; i++)
        {
            mass += grid.Volumes[i] * rate[i];
            scale += grid.Volumes[i] * Math.Abs(rate[i]);
            power -= grid.Volumes[i] * rate[i] * mu[i];
        }
        Assert.True(dissipation > 0);
        Assert.Equal(0, mass, 1e-14 * scale);          // rounding of 37 terms
        Assert.Equal(power, dissipation, 1e-13 * dissipation);
    }

    [Theory]
    [InlineData(FluxRule.Logarithmic)]
    [InlineData(FluxRule.ScharfetterGummel)]
    public void A_mean_for_diffusion_turns_u_grad_log_u_into_grad_u(FluxRule rule)
    {
        // Without drift both rules give ∂u/∂t = T u'' exactly; neighbours differ by factors of 1 + 1e-9 … 1e6.
        var grid = new Grid1D(0, 1, 9);
        const double T = 0.4;
        double[] u = [1, 1 + 1e-9, 1.001, 1.019, 1.03, 2, 50, 1e-4, 1], mu = [.. u.Select(v => T * Math.Log(v))], rate = new double[9];
        new DivGradTerm(grid, new LinearMobility(), rule, T).AddRate(u, u, mu, rate);
        for (var i = 1; i < 8; i++)
            Assert.Equal(T * (u[i + 1] - 2 * u[i] + u[i - 1]) * 81, rate[i], 1e-11 * 81 * 50);   // cancellation in log u differences
    }

    [Fact]
    public void A_radial_grid_has_the_volume_of_its_ball()
    {
        double[] exact = [4, 4 * Math.PI, 32 * Math.PI / 3];   // |[−2, 2]|, disc, ball of radius 2
        for (var d = 1; d <= 3; d++)
            Assert.Equal(exact[d - 1], new Grid1D(0, 2, 10, radialDimension: d).Volumes.ToArray().Sum(), 1e-13);
    }

    private static void Check(Grid1D grid, OnsagerTerm term, bool someUpwind, int reach)
    {
        const double Weight = 0.5, Step = 1e-6;
        var n = grid.Count;
        Mark(grid, term, someUpwind);
        double[] start = Random(n, 3, 0.2, 2), end = Random(n, 4, 0.2, 2), v = Random(n, 5, -1, 1), volumes = grid.Volumes.ToArray();
        // μ_i = sin(b_i) + 2 (b_i − b_(i+1)): a banded derivative with w = 1.
        var hessian = new BandedMatrix(n, 1);
        double[] Mu(double[] b) => [.. b.Select((x, i) => Math.Sin(x) + (i + 1 < n ? 2 * (x - b[i + 1]) : 0))];
        double[] Rate(double[] b)
        {
            var rate = new double[n];
            term.AddRate([.. b.Select((x, i) => (x + start[i]) / 2)], b, Mu(b), rate);
            return rate;
        }
        double[] Moved(double by) => [.. end.Select((x, i) => x + by * v[i])];
        double[] up = Rate(Moved(Step)), down = Rate(Moved(-Step));
        Rate(end);
        term.Linearise([.. end.Select((x, i) => (x + start[i]) / 2)], end, Weight);
        for (var i = 0; i < n; i++)
        {
            hessian[i, i] = volumes[i] * (Math.Cos(end[i]) + (i + 1 < n ? 2 : 0));
            if (i + 1 < n)
                hessian[i, i + 1] = -2 * volumes[i];
        }
        double[] dmu = new double[n], action = new double[n], banded = new double[n];
        hessian.MultiplyAdd(v, dmu);
        for (var i = 0; i < n; i++)
            dmu[i] /= volumes[i];
        term.AddDerivativeAction(v, dmu, action);
        var jacobian = new BandedMatrix(n, 1 + reach);
        term.SubtractJacobian(1, hessian, jacobian);
        jacobian.MultiplyAdd(v, banded);
        var scale = action.Max(Math.Abs);
        for (var i = 0; i < n; i++)
        {
            Assert.Equal((up[i] - down[i]) / (2 * Step), action[i], 1e-7 * scale);   // central differences
            // The corners of a periodic matrix are only in the action.
            if (!grid.IsPeriodic || i > 1 && i < n - 2)
                Assert.Equal(action[i], -banded[i], 1e-12 * scale);
        }
    }

    private static void Mark(Grid1D grid, OnsagerTerm term, bool someUpwind)
    {
        var faces = new bool[grid.Count + 1];
        faces[3] = faces[4] = someUpwind;
        faces[0] = faces[^1] = someUpwind && grid.IsPeriodic;
        term.UseUpwind(faces, someUpwind);
    }

    private static double[] Random(int n, int seed, double low, double high)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, n).Select(_ => low + (high - low) * random.NextDouble())];
    }

    private sealed class Quadratic : IMobility
    {
        public bool IsConstant => false;

        public void SetTime(double t)
        {
        }

        public void Evaluate(ReadOnlySpan<double> u, Span<double> m)
        {
            for (var i = 0; i < u.Length; i++)
                m[i] = 0.1 + u[i] * u[i];
        }

        public void Derivative(ReadOnlySpan<double> u, Span<double> dm)
        {
            for (var i = 0; i < u.Length; i++)
                dm[i] = 2 * u[i];
        }
    }
}
