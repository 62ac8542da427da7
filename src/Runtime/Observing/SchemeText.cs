using System.Globalization;
using Flows.Compiler.Planning;
using Flows.Runtime.Steppers;

namespace Flows.Runtime.Observing;

/// <summary>The scheme of a run on one line.</summary>
internal static class SchemeText
{
    /// <summary>`jko (be), tau = 0.02, 400 cells`.</summary>
    public static string Of(Plan plan)
    {
        if (plan.Method is not { } method)
            return IsIdle(plan) ? "nothing to do" : "nothing is solved";
        var scheme = method.Name == "explicit" && ExplicitMethod.IsPair(plan.Options) ? "Dormand-Prince" : plan.Options.Word("scheme");
        var face = plan.Options.Word("face");
        var steps = plan.System is not null && method.Name == "symplectic" && double.IsNaN(StepChoice.Given(plan)) ? "one step from its speed"
            : StepChoice.IsAdaptive(plan)
            ? StepChoice.Relative(plan) > 0 ? $"adaptive, rtol = {Number(StepChoice.Relative(plan))}" : $"adaptive, atol = {Number(plan.Options.Number("atol"))}"
            : $"{(plan.Options.Has("tau") ? "tau" : "dt")} = {Number(StepChoice.Given(plan))}";
        var details = string.Join(", ", new[] { scheme, face is "" or "arithmetic" ? "" : $"{face} faces" }.Where(d => d.Length > 0));
        var cells = GridPlanning.Text(plan.GridCells);
        return $"{method.Name}{(details.Length > 0 ? $" ({details})" : "")}, {steps}, {cells} cells";
    }

    // Nothing is solved, and nothing else is asked for.
    private static bool IsIdle(Plan plan) => plan is { Observers.Count: 0, Expectations.Count: 0, Plots.Count: 0, Model: { Compares.Count: 0, Varies.Count: 0, Minimize: null, Saves.Count: 0, Animations.Count: 0 } };

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
