using Flows.Compiler.Analysis;
using Flows.Compiler.Discretising;
using Flows.Compiler.Planning;

namespace Flows.Runtime.Steppers;

/// <summary>The facts of `sav`: scalar auxiliary variables. This version does not run it.</summary>
internal static class SavMethod
{
    /// <summary>What the compiler is told.</summary>
    public static MethodInfo Info { get; } = new(
        "sav",
        "scalar auxiliary variable: linear steps; what falls is a modified energy",
        Discretisation.Quadrant,
        _ => 2,
        _ => new Promises(Mass: true, Positivity: false, Decay: false, TimeBound: false),
        StepOptions.Adaptive,
        Fit,
        "Shen, Xu, Yang, J. Comput. Phys. 353 (2018) 407-416")
    {
        Runs = false,
    };

    private static Fit Fit(Equation equation) => Fits.NeedsGrid(equation) ?? Fits.NeedsDescent(equation) ?? Fits.NeedsConstantOperator(equation)
        ?? Compiler.Planning.Fit.Yes(2, "every step is one linear problem with constant coefficients");
}
