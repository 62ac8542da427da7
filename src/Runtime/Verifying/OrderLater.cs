using Flows.Compiler.Planning;

namespace Flows.Runtime.Verifying;

/// <summary>The order in the size of the cells at a later time of the program, steps so accurate that their errors are none beside those of the cells.</summary>
internal static class OrderLater
{
    private const double Settled = 0.15;
    private const int MostSteps = 3000;

    // Times from the end of the program down, until its steps reach one.
    private const int Earlier = 8, Trials = 4;

    /// <summary>The order, and on which cells it was seen; null where no time could be reached.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>The last order; whether orders get lower with every refinement, which those do not that are on their way to a higher one; on which cells.</returns>
    public static (ObservedOrder Observed, bool IsFalling, string Note)? Of(Plan plan)
    {
        var d = plan.GridCells.Count;
        var coarse = Refinement.OnCells(plan, OrderInTime.Coarse(plan.GridCells, d switch { 1 => 20, 2 => 10, _ => 6 }));
        var most = d switch { 1 => 700, 2 => 80 * 80, _ => 24 * 24 * 24 };
        var end = OrderInTime.Horizon(plan);
        for (var trial = 0; trial < Trials; trial++, end /= Earlier)
        {
            var (differences, finest, observed) = (new List<double>(), coarse, default(ObservedOrder));
            var last = Run(coarse, end);
            var size = last?.Size ?? 0;
            while (last is not null && GridPlanning.Count([.. finest.GridCells.Select(n => 2 * n)]) <= most)
            {
                var finer = Refinement.HalfCells(finest);
                if (Run(finer, end) is not { } run)
                    break;
                differences.Add(last.DistanceToFiner(run));
                (finest, last) = (finer, run);
                observed = ObservedOrder.Of([.. differences], size, Settled);
                if (differences.Count > 2 && observed.IsSettled)
                    break;
            }
            if (differences.Count > 2)
                return (observed, IsFalling(differences, size), $"{GridPlanning.Text(coarse.GridCells)} to {GridPlanning.Text(finest.GridCells)} cells at t = {OrderInTime.Short(end)}");
        }
        return null;
    }

    // Not of what steps and solvers leave: they are followed to 1e-8.
    private static bool IsFalling(List<double> d, double size) => d[^1] > 1e-6 * size && d[^2] / d[^1] <= d[^3] / d[^2];

    private static ShortRun? Run(Plan plan, double end)
    {
        var steps = Refinement.CarefulSteps(plan, end);
        return ShortRun.Take(steps, Steppers.StepChoice.First(steps), end, MostSteps, isAdaptive: true) is { Reached: true } run ? run : null;
    }
}
