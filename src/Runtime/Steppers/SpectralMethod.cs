using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Discretising;
using Flows.Compiler.Discretising.Grids;
using Flows.Compiler.Planning;
using Flows.Compiler.Symbolics;
using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>The facts of `spectral`: spectral steps on boxes.</summary>
internal static class SpectralMethod
{
    /// <summary>What the compiler is told.</summary>
    public static MethodInfo Info { get; } = new(
        "spectral",
        "exponential time differencing in a Fourier or cosine basis",
        Discretisation.Quadrant,
        _ => 4,
        _ => new Promises(Mass: true, Positivity: false, Decay: false, TimeBound: false),
        StepOptions.Adaptive,
        Fit,
        "Cox, Matthews, J. Comput. Phys. 176 (2002) 430-455; Kassam, Trefethen, SIAM J. Sci. Comput. 26 (2005) 1214-1233");

    /// <summary>The stepper of a plan on a grid.</summary>
    public static IStepper OnGrid(Plan plan, GridSystem system, int[] states) => new Spectral(system, GridSemilinear.Of(system.Plan).Rates!.Value, states,
        StepChoice.IsAdaptive(plan) ? StepChoice.Control(plan) : null);

    private static Fit Fit(Equation equation)
    {
        if (Fits.NeedsGrid(equation) is { } no)
            return no;
        if (Fits.NeedsNoBoundaryEnergy(equation) is { } beside)
            return beside;
        if (equation.State.Domain.Space.Measure is RadialMeasure)
            return Compiler.Planning.Fit.No("the domain is radial: it has neither a Fourier nor a cosine basis", equation.State.Domain.Span);
        if (Fits.Prescribed(equation) is { } condition)
            return Compiler.Planning.Fit.No("a value or slope is prescribed at the boundary, which no cosine takes", condition.Span);
        if (equation.State.Constraints is [var constraint, ..])
            return Compiler.Planning.Fit.No("the state is bounded at every point, which a sum of cosines is not", constraint.Span);
        if (equation.Facts.Order > 1 && equation.State.Domain.Axes.Where((axis, i) => !axis.IsPeriodic && !(IsEven(equation, i, false) && IsEven(equation, i, true))).Any())
            return Compiler.Planning.Fit.No("the natural conditions of an energy with second derivatives are not those of a cosine: say `noflux` on the sides", equation.State.Span);
        return Compiler.Planning.Fit.Yes(3, "smooth solutions are resolved to round-off with few modes");
    }

    private static bool IsEven(Equation equation, int axis, bool isUpper) => equation.State.On(axis, isUpper) is { Kind: BoundaryKind.NoFlux };
}
