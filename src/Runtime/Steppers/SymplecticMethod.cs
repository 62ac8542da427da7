using Flows.Compiler.Analysis;
using Flows.Compiler.Discretising;
using Flows.Compiler.Planning;
using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>The facts of `symplectic`: Stoermer-Verlet.</summary>
internal static class SymplecticMethod
{
    /// <summary>What the compiler is told.</summary>
    public static MethodInfo Info { get; } = new(
        "symplectic",
        "Stoermer-Verlet: explicit, symplectic, time-reversible; the Hamiltonian oscillates within O(dt^2)",
        Discretisation.Point,
        _ => 2,
        _ => new Promises(Mass: true, Positivity: true, Decay: false, TimeBound: false),
        StepOptions.Fixed,
        Fit,
        "Hairer, Lubich, Wanner, Acta Numerica 12 (2003) 399-450");

    /// <summary>The stepper of a plan on a grid.</summary>
    public static IStepper OnGrid(Plan plan, GridSystem system, int[] states) => new StoermerVerlet(
        system, states, [.. plan.States.Select(s => plan.Equations.FirstOrDefault(e => e.State == s) is { Flow.Hamiltonians: [var h, ..] } ? h.Sign : 0)],
        double.IsNaN(StepChoice.Given(plan)) ? double.IsFinite(plan.End!.Time) ? plan.End.Time : 1 : double.NaN);

    private static Fit Fit(Equation equation)
    {
        var flow = equation.Flow;
        if (flow.Hamiltonians.Count == 0)
            return Compiler.Planning.Fit.No(flow.Descent is null ? "no Hamiltonian turns the state" : "a descent is no Hamiltonian flow: it contracts what symplectic steps keep", flow.Descent?.Span ?? flow.Span);
        if (flow.Descent is { } descent)
            return Compiler.Planning.Fit.No("a descent is added to the Hamiltonian", descent.Span);
        if (flow.Drift.Count > 0)
            return Compiler.Planning.Fit.No("a term is added to the Hamiltonian", flow.Span);
        if (Fits.NeedsNoNoise(equation) is { } noisy)
            return noisy;
        return Fits.IsSeparable(equation)
            ? Compiler.Planning.Fit.Yes(5, "the Hamiltonian does not drift, however long the run") with { Lacking = Fits.IsOnGrid(equation) ? null : "points" }
            : Compiler.Planning.Fit.No("the Hamiltonian is no sum of a function of the first half and one of the second: explicit symplectic steps need that", flow.Hamiltonians[0].Span);
    }
}
