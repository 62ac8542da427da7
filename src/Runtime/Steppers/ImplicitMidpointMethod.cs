using Flows.Compiler.Analysis;
using Flows.Compiler.Discretising;
using Flows.Compiler.Planning;
using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>The facts of `implicit_midpoint`: the implicit midpoint rule.</summary>
internal static class ImplicitMidpointMethod
{
    /// <summary>What the compiler is told.</summary>
    public static MethodInfo Info { get; } = new(
        "implicit_midpoint",
        "the implicit midpoint rule: symplectic, keeps quadratic invariants",
        Discretisation.Point,
        _ => 2,
        _ => new Promises(Mass: true, Positivity: true, Decay: false, TimeBound: false),
        [.. StepOptions.Fixed, StepOptions.Tolerance, StepOptions.Bandwidth],
        Fit,
        "Hairer, Lubich, Wanner, Geometric Numerical Integration, 2nd ed. (2006), VI.4");

    /// <summary>The stepper of a plan on a grid.</summary>
    public static IStepper OnGrid(Plan plan, GridSystem system, int[] states) => new GridImplicit(system, null, states, new GridImplicitOptions
    {
        Scheme = ImplicitScheme.DiscreteGradient,
        IsMidpoint = true,
        Tolerance = plan.Options.Has("tol") ? plan.Options.Number("tol") : 1e-9,
        Densities = [.. plan.States.Select(_ => false)],
        Steep = [.. plan.States.Select(_ => false)],
        KeepsMass = [.. plan.States.Select(_ => false)],
        Control = StepChoice.IsAdaptive(plan) ? StepChoice.Control(plan) : null,
    });

    private static Fit Fit(Equation equation) => equation.Flow.Hamiltonians.Count == 0 && Fits.NeedsPoints(equation) is { } grid ? grid
        : Fits.NeedsNoNoise(equation) ?? Compiler.Planning.Fit.Yes(equation.Flow.Hamiltonians.Count > 0 ? 4 : 3, "keeps quadratic invariants, and takes Hamiltonians of every form")
        with
        { Lacking = Fits.IsOnGrid(equation) ? null : "points" };
}
