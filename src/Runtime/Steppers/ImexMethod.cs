using Flows.Compiler.Analysis;
using Flows.Compiler.Discretising;
using Flows.Compiler.Planning;

namespace Flows.Runtime.Steppers;

/// <summary>The facts of `imex`: convex splitting. This version does not run it.</summary>
internal static class ImexMethod
{
    /// <summary>What the compiler is told.</summary>
    public static MethodInfo Info { get; } = new(
        "imex",
        "convex splitting: the convex part of the energy implicit, the concave part explicit",
        Discretisation.Quadrant,
        _ => 1,
        _ => new Promises(Mass: true, Positivity: false, Decay: true, TimeBound: false),
        [.. StepOptions.Adaptive, StepOptions.Tolerance],
        Fit,
        "Eyre, MRS Proc. 529 (1998) 39-46")
    {
        Runs = false,
    };

    private static Fit Fit(Equation equation) => Fits.NeedsGrid(equation) ?? Fits.NeedsDescent(equation) ?? Fits.NeedsConstantOperator(equation)
        ?? Compiler.Planning.Fit.Yes(4, "the energy falls whatever the step, and each step is a convex problem");
}
