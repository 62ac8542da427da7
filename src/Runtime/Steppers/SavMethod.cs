using Flows.Compiler.Analysis;
using Flows.Compiler.Discretising;
using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Planning;
using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>The facts of `sav`: scalar auxiliary variables.</summary>
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
        "Shen, Xu, Yang, J. Comput. Phys. 353 (2018) 407-416");

    /// <summary>The stepper of a plan on a grid.</summary>
    public static IStepper OnGrid(Plan plan, GridSystem system, int[] states) => new Sav(system, GridSemilinear.Of(system.Plan).Rates!.Value, states,
        StepChoice.IsAdaptive(plan) ? StepChoice.Control(plan) : null);

    private static Fit Fit(Equation equation) => Fits.NeedsGrid(equation) ?? Fits.NeedsDescent(equation) ?? Fits.NeedsConstantOperator(equation) ?? Fits.NeedsNoBoundaryEnergy(equation)
        ?? Compiler.Planning.Fit.Yes(2, "every step is one linear problem with constant coefficients");
}
