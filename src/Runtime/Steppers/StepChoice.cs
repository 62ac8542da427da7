using Flows.Compiler.Discretising;
using Flows.Compiler.Planning;

namespace Flows.Runtime.Steppers;

/// <summary>Fixed or adaptive steps, and the first of them, from the options of a plan (docs/language.md §8).</summary>
public static class StepChoice
{
    private const double DefaultTolerance = 1e-3;

    // On grids stable schemes reach wrong states with longer steps, the energy falling all the while.
    private const double DefaultOnGrids = 1e-4;

    // Minimising movements are of first order, and an error a step of 1e-5 of the density's width adds up to about a hundredth of it.
    private const double DefaultOfMovements = 1e-5;

    /// <summary>The option that holds the relative tolerance of a plan that says none, where it is not the default.</summary>
    internal const string Unsaid = "rtol not said";

    /// <summary>The step named by `dt` or `tau`; NaN when none is.</summary>
    public static double Given(Plan plan) => plan.Options.Has("tau") ? plan.Options.Number("tau") : plan.Options.Number("dt");

    /// <summary>Whether steps are chosen by the error: rtol or atol given, or no step at all.</summary>
    public static bool IsAdaptive(Plan plan) => plan.Options.Has("rtol") || plan.Options.Has("atol") || double.IsNaN(Given(plan));

    /// <summary>The relative tolerance in force.</summary>
    public static double Relative(Plan plan) =>
        plan.Options.Has("rtol") ? plan.Options.Number("rtol") : plan.Options.Has("atol") ? 0 : plan.Options.Has(Unsaid) ? plan.Options.Number(Unsaid) : Default(plan);

    private static double Default(Plan plan) => plan switch
    {
        { Method.Kind: Discretisation.Lagrangian } => DefaultOfMovements,
        { System: null } => DefaultTolerance,
        _ => DefaultOnGrids,
    };

    /// <summary>The first step.</summary>
    public static double First(Plan plan)
    {
        var given = Given(plan);
        var horizon = double.IsFinite(plan.End!.Time) ? plan.End.Time : 1;
        // Who chooses one step for the whole run may take the first one as long.
        if (double.IsNaN(given) && plan is { System: not null, Method.Name: "symplectic" })
            return Math.Min(LargestDt(plan), horizon / 20);
        return double.IsNaN(given) ? Math.Min(LargestDt(plan), 1e-5 * horizon) : given;
    }

    /// <summary>The controller of an adaptive run.</summary>
    public static AdaptiveControl Control(Plan plan) => new()
    {
        Relative = Relative(plan),
        Absolute = plan.Options.Has("atol") ? plan.Options.Number("atol") : 0,
        SmallestDt = plan.Options.Has("dt_min") ? plan.Options.Number("dt_min") : 0,
        LargestDt = LargestDt(plan),
    };

    /// <summary>The largest step allowed.</summary>
    public static double LargestDt(Plan plan) =>
        plan.Options.Has("dt_max") ? plan.Options.Number("dt_max") : double.IsFinite(plan.End!.Time) ? plan.End.Time / 20 : double.PositiveInfinity;
}
