using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Functions;
using Flows.Compiler.Metrics;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;

namespace Flows.Runtime.Verifying;

/// <summary>Whether the order of a method is to be expected: it is one for smooth solutions. The rules are stated in docs/cli.md.</summary>
internal static class Smoothness
{
    // A density below this share of its maximum is dry there: beyond lies a front or a tail, where mobility and derivative are singular.
    private const double DryShare = 1e-6;

    /// <summary>Why the steps of a plan may not show their order; null where they must.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="start">Its initial states on the cells that are used.</param>
    public static string? InTime(Plan plan, ShortRun start) =>
        Dry(plan, start) ?? (plan.Equations.Any(e => e.Flow.Descents.Any(d => HasKinks(d.Energy))) ? "the energy has kinks" : null);

    /// <summary>Why the cells of a plan may not show their order; null where they must.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="start">Its initial states on the cells that are used.</param>
    public static string? InSpace(Plan plan, ShortRun start) => OfStart(plan) ?? InTime(plan, start);

    /// <summary>Whether a flow smooths what it starts from: it descends an energy with gradients, or spreads mass, and no operator undoes it.</summary>
    public static bool IsParabolic(Equation equation) => equation.Flow.Hamiltonians.Count == 0 && equation.Flow.Descents.Count > 0
        && equation.Flow.Descents.SelectMany(d => d.Metric.Onsager(d.Arguments)).ToArray() is var terms && !terms.Any(t => t is HelmholtzInverseTerm)
        && (equation.Facts.Order > 0 || terms.Any(t => t is DivGradTerm));

    /// <summary>Why the initial values of a plan are not smooth; null where they are.</summary>
    public static string? OfStart(Plan plan) => plan.States.FirstOrDefault(s => Definitions.Expand(s.Initial) is var u && (HasKinks(u) || HasNoise(u))) is { } rough
        ? $"the initial value of `{rough.Symbol.Name}` is not smooth" : null;

    private static string? Dry(Plan plan, ShortRun start)
    {
        for (var i = 0; i < plan.States.Count; i++)
            if (plan.States[i].Symbol.IsDensity && start.States[i].Values is var u && u.Min() <= DryShare * u.Max())
                return $"`{plan.States[i].Symbol.Name}` is dry: it falls below 1e-6 of its maximum";
        return null;
    }

    private static bool HasNoise(Expr e) => Substitution.All(e).OfType<Symbol>().Any(s => s.Name.StartsWith(InitialForms.NoisePrefix, StringComparison.Ordinal));

    private static bool HasKinks(Expr e) => Substitution.All(Definitions.Expand(e)).Any(part => part
        is Apply { Function: Abs or Max or Min or Relu or Sign or Step or Clamp or Floor or Ceil or Mod } or Conditional);
}
