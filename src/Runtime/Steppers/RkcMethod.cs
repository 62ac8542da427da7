using Flows.Compiler.Analysis;
using Flows.Compiler.Discretising;
using Flows.Compiler.Planning;

namespace Flows.Runtime.Steppers;

/// <summary>The facts of `rkc`: stabilised explicit steps.</summary>
internal static class RkcMethod
{
    /// <summary>What the compiler is told.</summary>
    public static MethodInfo Info { get; } = new(
        "rkc",
        "Runge-Kutta-Chebyshev of second order: explicit, with a stability interval that grows as the square of the number of stages",
        Discretisation.Quadrant,
        _ => 2,
        _ => new Promises(Mass: true, Positivity: false, Decay: false, TimeBound: false),
        StepOptions.Adaptive,
        Fit,
        "Sommeijer, Shampine, Verwer, J. Comput. Appl. Math. 88 (1998) 315-326");

    private static Fit Fit(Equation equation) => Fits.NeedsGrid(equation)
        ?? (equation.Flow.Hamiltonians is [var h, ..] ? (Fit?)Compiler.Planning.Fit.No("a Hamiltonian turns the state: rkc is stable along the negative real axis only", h.Span) : null)
        ?? (equation.State.Domain.Axes.Count > 1 && equation.Facts.Order == 1 && Fits.HasVaryingDiffusion(equation)
            ? (Fit?)Compiler.Planning.Fit.Yes(6, "diffusion that varies from cell to cell: stages cost less than linear equations that no average over the cells resembles") : null)
        ?? Compiler.Planning.Fit.Yes(equation.Flow.Descent is null ? 2 : 1.5, "takes every right side whose stiffness is diffusion, without solving equations");
}
