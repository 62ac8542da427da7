using Flows.Runtime.Grids;
using Flows.Runtime.Operators;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Tests.Steppers;

/// <summary>A run of a stepper with what the promises are judged by.</summary>
internal sealed class Run
{
    public double[] State { get; private init; } = [];

    /// <summary>Largest rise of F over a step, in units of Σ|e_K|; −∞ if F fell in every one.</summary>
    public double Rise { get; private set; } = double.NegativeInfinity;

    /// <summary>Largest |balance defect| / |F|.</summary>
    public double Defect { get; private set; }

    /// <summary>Largest |mass − mass at the start| / ∫|u₀|.</summary>
    public double Drift { get; private set; }

    public double Least { get; private set; } = double.PositiveInfinity;

    public int Steps { get; private set; }

    public int Iterations { get; private set; }

    public int Rejections { get; private set; }

    public StepOutcome Last { get; private set; }

    public static OnsagerOperator Wasserstein(Grid1D grid, FluxRule rule = FluxRule.Arithmetic) =>
        new(grid, new DivGradTerm(grid, new LinearMobility(), rule));

    public static OnsagerOperator HMinusOne(Grid1D grid) => new(grid, new DivGradTerm(grid, new ConstantMobility()));

    public static OnsagerOperator L2(Grid1D grid) => new(grid, new MultiplyTerm(grid, new ConstantMobility()));

    public static double[] Sample(Grid1D grid, Func<double, double> f) => [.. grid.Centres.ToArray().Select(f)];

    public static Run To(IStepper stepper, Grid1D grid, double[] state, double from, double until, double dt, bool adaptive = false, int limit = 1_000_000)
    {
        var run = new Run { State = [.. state] };
        double mass = Mass(grid, state), size = Mass(grid, [.. state.Select(Math.Abs)]);
        var t = from;
        var energy = double.NaN;
        var wanted = dt;
        while (t < until * (1 - 1e-13) && run.Steps < limit)
        {
            var outcome = stepper.Advance(run.State, t, Math.Min(adaptive ? wanted : dt, until - t));
            Assert.True(outcome.Accepted, $"t = {t}, {outcome}");
            t = until - t - outcome.Dt < 1e-12 * until ? until : t + outcome.Dt;
            wanted = outcome.SuggestedDt;
            if (!double.IsNaN(energy))
                run.Rise = Math.Max(run.Rise, (outcome.Energy - energy) / outcome.Magnitude);
            energy = outcome.Energy;
            if (!double.IsNaN(outcome.BalanceDefect))
                run.Defect = Math.Max(run.Defect, Math.Abs(outcome.BalanceDefect / outcome.Energy));
            run.Drift = Math.Max(run.Drift, Math.Abs(Mass(grid, run.State) - mass) / size);
            run.Least = Math.Min(run.Least, run.State.Min());
            run.Steps++;
            run.Iterations += outcome.Iterations;
            run.Rejections += outcome.Rejections;
            run.Last = outcome;
        }
        return run;
    }

    /// <summary>Σ |K| |u − v|.</summary>
    public static double Distance(Grid1D grid, double[] u, double[] v)
    {
        var sum = 0.0;
        for (var i = 0; i < u.Length; i++)
            sum += grid.Volumes[i] * Math.Abs(u[i] - v[i]);
        return sum;
    }

    private static double Mass(Grid1D grid, double[] u)
    {
        double sum = 0, lost = 0;
        for (var i = 0; i < u.Length; i++)
        {
            var y = grid.Volumes[i] * u[i] - lost;
            var next = sum + y;
            lost = next - sum - y;
            sum = next;
        }
        return sum;
    }
}
