using Flows.Compiler.Analysis;
using Flows.Compiler.Discretising;
using Flows.Compiler.Planning;
using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>The facts of `explicit`: explicit steps on grids.</summary>
internal static class ExplicitMethod
{
    /// <summary>What the compiler is told.</summary>
    public static MethodInfo Info { get; } = new(
        "explicit",
        "strong-stability-preserving Runge-Kutta of third order, steps limited by stability; with rtol or atol the pair of Dormand and Prince of fifth order",
        Discretisation.Quadrant,
        options => IsPair(options) ? 5 : 3,
        _ => new Promises(Mass: true, Positivity: false, Decay: false, TimeBound: false),
        StepOptions.Adaptive,
        Fit,
        "Shu, Osher, J. Comput. Phys. 77 (1988) 439-471; Gottlieb, Shu, Tadmor, SIAM Rev. 43 (2001) 89-112; Dormand, Prince, J. Comput. Appl. Math. 6 (1980) 19-26");

    /// <summary>Whether options ask for the pair of Dormand and Prince: an error that is wanted in so many words.</summary>
    public static bool IsPair(MethodOptions options) => options.Has("rtol") || options.Has("atol");

    /// <summary>The stepper of a plan.</summary>
    public static IStepper Stepper(Plan plan, GridSystem system, DensityNeeds needs, int[] states) => IsPair(plan.Options)
        ? new DormandPrince(system, states, needs, StepChoice.Control(plan))
        : new Explicit(system, states, plan.Equations.Any(e => e.Flow.Hamiltonians.Count > 0), needs, StepChoice.IsAdaptive(plan) ? StepChoice.Control(plan) : null);

    private static Fit Fit(Equation equation) => Fits.NeedsGrid(equation)
        ?? Compiler.Planning.Fit.Yes(equation.Flow.Descent is null ? 3 : 1, "takes every right side, in small steps");
}
