using Flows.Compiler.Analysis;
using Flows.Compiler.Discretising;
using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Planning;
using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>The facts of `imex`: convex splitting.</summary>
internal static class ImexMethod
{
    /// <summary>What the compiler is told.</summary>
    public static MethodInfo Info { get; } = new(
        "imex",
        "linear steps: derivatives implicit, the rest explicit and stabilised so that the energy falls",
        Discretisation.Quadrant,
        options => options.Word("scheme") == "convex_splitting" ? 1 : 2,
        options => new Promises(Mass: true, Positivity: false, Decay: options.Word("scheme") == "convex_splitting", TimeBound: false),
        [
            .. StepOptions.Adaptive,
            new OptionInfo("scheme", double.NaN, 0, 0, ["bdf2", "convex_splitting"], "two-step differences of second order, or the splitting of first order whose energy falls whatever the step"),
        ],
        Fit,
        "Eyre, MRS Proc. 529 (1998) 39-46; He, Liu, Tang, Appl. Numer. Math. 57 (2007) 616-628; Xu, Tang, SIAM J. Numer. Anal. 44 (2006) 1759-1779");

    /// <summary>The stepper of a plan on a grid.</summary>
    public static IStepper OnGrid(Plan plan, GridSystem system, int[] states) => new Imex(system, GridSemilinear.Of(system.Plan).Rates!.Value, states,
        plan.Options.Word("scheme") != "convex_splitting", plan.Promises.Decay, StepChoice.IsAdaptive(plan) ? StepChoice.Control(plan) : null);

    private static Fit Fit(Equation equation) => Fits.NeedsGrid(equation) ?? Fits.NeedsDescent(equation) ?? Fits.NeedsConstantOperator(equation) ?? Fits.NeedsNoBoundaryEnergy(equation)
        ?? Compiler.Planning.Fit.Yes(4, "every step is one linear problem with constant coefficients");
}
