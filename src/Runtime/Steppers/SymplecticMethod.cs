using Flows.Compiler.Analysis;
using Flows.Compiler.Discretising;
using Flows.Compiler.Planning;

namespace Flows.Runtime.Steppers;

/// <summary>The facts of `symplectic`: Stoermer-Verlet. This version does not run it.</summary>
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
        "Hairer, Lubich, Wanner, Acta Numerica 12 (2003) 399-450")
    {
        Runs = false,
    };

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
            ? Compiler.Planning.Fit.Yes(5, "the Hamiltonian does not drift, however long the run")
            : Compiler.Planning.Fit.No("the Hamiltonian is no sum of a function of the first half and one of the second: explicit symplectic steps need that", flow.Hamiltonians[0].Span);
    }
}
