using Flows.Compiler.Planning;
using Flows.Language;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Verifying;

/// <summary>The same plan with other steps or other cells. Nothing symbolic depends on either.</summary>
public static class Refinement
{
    private const double SolverTolerance = 1e-12;
    private const double AccurateTolerance = 1e-10;

    /// <summary>On other cells.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cells">One count an axis.</param>
    public static Plan OnCells(Plan plan, Seq<int> cells)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan with { GridCells = cells, Cells = GridPlanning.Count(cells) };
    }

    /// <summary>On cells of half the size along every axis.</summary>
    public static Plan HalfCells(Plan plan) => OnCells(plan, [.. plan.GridCells.Select(n => 2 * n)]);

    /// <summary>With fixed steps, and a solver so accurate that its error is none beside that of the steps.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="dt">The step.</param>
    public static Plan FixedSteps(Plan plan, double dt)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var plain = With(plan, ("dt", dt), ("tau", double.NaN), ("rtol", double.NaN), ("atol", double.NaN));
        // Where a tolerance chooses another method, that method is kept, its steps between equal bounds.
        return TightSolver(plan.Method!.Order(plain.Options) == plan.Method.Order(plan.Options) ? plain : With(plan,
            ("dt", dt), ("tau", double.NaN), ("dt_min", dt), ("dt_max", dt), ("rtol", 1), ("atol", double.NaN)));
    }

    /// <summary>As <see cref="FixedSteps"/>, but cut where accuracy or stability wants it: their error is none beside that of the cells.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="dt">The longest step.</param>
    public static Plan AccurateSteps(Plan plan, double dt)
    {
        var steps = FixedSteps(plan, dt);
        return steps.Options.Has("rtol") ? With(steps, ("rtol", AccurateTolerance), ("dt_min", double.NaN)) : steps;
    }

    /// <summary>Steps chosen by their error, 1e-8 each; fixed ones, a two-thousandth of the time, of a method that chooses none.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="end">The time that is run to.</param>
    public static Plan CarefulSteps(Plan plan, double end)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Method!.Options.Any(o => o.Name == "rtol")
            ? TightSolver(With(plan, ("dt", end * 1e-6), ("tau", double.NaN), ("dt_min", double.NaN), ("dt_max", end / 20), ("rtol", 1e-8), ("atol", double.NaN)))
            : FixedSteps(plan, end / 2000);
    }

    /// <summary>With a bound on the steps of an adaptive run.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="dt">The longest step.</param>
    public static Plan BoundedSteps(Plan plan, double dt) => With(plan, ("dt_max", dt));

    /// <summary>With a solver so accurate that its error is none beside what is measured.</summary>
    public static Plan TightSolver(Plan plan) =>
        plan.Method!.Options.Any(o => o.Name == "tol") ? With(plan, ("tol", Math.Min(SolverTolerance, plan.Options.Has("tol") ? plan.Options.Number("tol") : 1))) : plan;

    /// <summary>With steps half as long: fixed ones are halved, adaptive ones have their tolerances tightened so that they about halve.</summary>
    /// <param name="plan">With a method.</param>
    /// <param name="largest">The longest step that the run took: where stability, not accuracy, chose the steps, half of it is the longest now.</param>
    public static Plan HalfSteps(Plan plan, double largest)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!StepChoice.IsAdaptive(plan))
            return With(plan, ("dt", StepChoice.Given(plan) / 2), ("tau", double.NaN));
        var factor = Math.Pow(2, ToleranceOrder(plan));
        var longest = largest > 0 && double.IsFinite(largest) ? largest / 2 : StepChoice.LargestDt(plan) / 2;
        return With(plan,
            ("rtol", plan.Options.Number("rtol") / factor),
            (StepChoice.Unsaid, StepChoice.Relative(plan) / factor),
            ("atol", plan.Options.Number("atol") / factor),
            ("dt", double.IsNaN(StepChoice.Given(plan)) ? double.NaN : StepChoice.Given(plan) / 2),
            ("tau", double.NaN),
            ("dt_min", plan.Options.Number("dt_min") / 2),
            ("dt_max", longest));
    }

    // The error of a step goes like dt^(order + 1), the order being one less where a step of lower order embedded in the method estimates it.
    private static int ToleranceOrder(Plan plan) =>
        plan.Method!.Order(plan.Options) is var order && order > 2 ? order : order + 1;

    private static Plan With(Plan plan, params ReadOnlySpan<(string Name, double Value)> changes)
    {
        var numbers = new Dictionary<string, double>(plan.Options.Numbers);
        foreach (var (name, value) in changes)
            numbers[name] = value;
        return plan with { Options = plan.Options with { Numbers = numbers } };
    }
}
