using System.Globalization;
using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Functions;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;
using Flows.Language;
using Flows.Runtime.States;

namespace Flows.Runtime.Observing;

/// <summary>
/// Whether a state whose speed has fallen below the bound is at rest, or only slow: mass that has a barrier to pass moves at a speed of e^(−ΔV/T), and cells that are wider
/// than the valley of the density on the barrier stop it altogether.
/// </summary>
internal static class RestCheck
{
    // Of temperature times mass: what a free energy may lie above that of the Gibbs state on the same cells. Their minimiser lies below it.
    private const double Excess = 1e-6;

    // Beside what cancels in the energy.
    private const double RoundOff = 1e-12;

    // Places along an axis at which the greatest exponent of a Gibbs state is looked for.
    private const int Places = 65;

    /// <summary>What speaks against rest, after "… is slow, not at rest: "; null where nothing does.</summary>
    public static string? Doubt(Plan plan, RunState state, double t)
    {
        // The energy that is descended must be the one that is summed up: on waves it is not, cell by cell.
        if (plan.Equation is not { } equation || !plan.OnlyDescends || plan.Method?.Name == "spectral" || plan.State is not { Symbol.IsDensity: true } density)
            return null;
        var facts = equation.Facts;
        if (facts.Stationary is [{ Kind: "Gibbs state" } gibbs] && facts.Pieces.OfType<LinearDiffusion>().FirstOrDefault() is { } diffusion)
        {
            var rest = state.EnergyOf(Shifted(gibbs.Value, density), t);
            var energy = state.Energy(t, out var magnitude);
            var bound = Excess * Math.Abs(Constants.Value(diffusion.Temperature)) * state.TotalMass + RoundOff * magnitude;
            if (energy - rest > bound)
                return $"{plan.EnergyName} is {Number(energy)}, {Number(energy - rest)} above its value {Number(rest)} at the Gibbs state on the same cells";
        }
        // A density that vacuum attracts without bound fills every valley: what the cells make of it must be a curve, not a step.
        return facts.SingularAtZero && state.WidestInValley() is var (place, width)
            ? $"between two bumps of `{density.Symbol.Name}`, at x = {Number(place)}, one cell of width {Number(width)} stands for a valley in which the density changes by more than a factor e from cell to cell"
            : null;
    }

    // C·exp(−V/T) with the greatest exponent moved to 0, so that neither e^(−800) nor e^800 is met; scaled to the mass by who takes it.
    private static Expr Shifted(Expr value, StateModel state)
    {
        var plain = Definitions.Expand(Substitution.Replace(value, e => e is Symbol { Name: "C" } ? 1 : null));
        return plain is Apply { Function: var function, Arguments: [var exponent] } && ReferenceEquals(function, FunctionCatalog.Exp)
            && Greatest(exponent, state.Domain.Axes, []) is var most && double.IsFinite(most)
                ? Build.Apply(FunctionCatalog.Exp, exponent - Build.Number(most))
                : plain;
    }

    private static double Greatest(Expr exponent, Seq<AxisModel> axes, double[] given)
    {
        if (given.Length == axes.Count)
            return Evaluation.Evaluate(exponent, leaf => leaf is Coordinate c ? given[c.Axis] : null);
        var axis = axes[given.Length];
        return Enumerable.Range(0, Places).Select(i => axis.Low + axis.Length * i / (Places - 1))
            .Select(x => Greatest(exponent, axes, [.. given, x])).Where(double.IsFinite).DefaultIfEmpty(double.NegativeInfinity).Max();
    }

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
