using Flows.Compiler.Analysis;
using Flows.Compiler.Discretising;
using Flows.Compiler.Planning;
using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>The facts of `implicit`: structure-preserving finite volumes with implicit steps.</summary>
internal static class ImplicitMethod
{
    private const int DefaultRestart = 30;

    /// <summary>What the compiler is told.</summary>
    public static MethodInfo Info { get; } = new(
        "implicit",
        "structure-preserving finite volumes; the discrete gradient makes the energy fall by exactly the dissipation",
        Discretisation.Quadrant,
        options => options.Word("scheme") == "be" ? 1 : 2,
        options => new Promises(Mass: true, Positivity: true, Decay: options.Word("scheme") != "bdf2", TimeBound: false),
        [
            new OptionInfo("dt", double.NaN, double.Epsilon, double.MaxValue, [], "the step; with rtol or atol the first step"),
            new OptionInfo("tau", double.NaN, double.Epsilon, double.MaxValue, [], "another name of dt"),
            new OptionInfo("rtol", double.NaN, 1e-14, 1, [], "relative tolerance of a step; steps are then chosen by the error"),
            new OptionInfo("atol", double.NaN, 1e-300, double.MaxValue, [], "absolute tolerance of a step"),
            new OptionInfo("dt_min", double.NaN, 0, double.MaxValue, [], "smallest step of an adaptive run"),
            new OptionInfo("dt_max", double.NaN, double.Epsilon, double.MaxValue, [], "largest step of an adaptive run; a 20th of the run by default"),
            new OptionInfo("tol", double.NaN, 1e-15, 1e-2, [], "tolerance of the nonlinear solver, 1e-9 by default"),
            new OptionInfo("scheme", double.NaN, 0, 0, ["discrete_gradient", "be", "bdf2"], "where the potential is taken"),
            new OptionInfo("face", double.NaN, 0, 0, ["arithmetic", "log", "upwind", "scharfetter_gummel"], "the mobility of a face from those of its cells"),
            new OptionInfo("solver", double.NaN, 0, 0, ["bicgstab", "gmres"], "for the linear equations of grids of two and three axes or several states; one density or field on one axis is solved directly"),
            new OptionInfo("restart", DefaultRestart, 2, 200, [], "vectors that gmres keeps before it starts again, each an array a state"),
        ],
        Fit,
        "discrete gradients: McLachlan, Quispel, Robidoux, Phil. Trans. R. Soc. A 357 (1999) 1021-1045; two-point flux finite volumes: Eymard, Gallouet, Herbin 2000");

    /// <summary>The stepper of a plan on a grid.</summary>
    public static IStepper OnGrid(Plan plan, GridSystem system, GridSystem? upwind, int[] states) => new GridImplicit(system, upwind, states, new GridImplicitOptions
    {
        Scheme = plan.Options.Word("scheme") switch { "be" => ImplicitScheme.BackwardEuler, "bdf2" => ImplicitScheme.Bdf2, _ => ImplicitScheme.DiscreteGradient },
        // What the solver leaves must not be taken for an error of the step.
        Tolerance = plan.Options.Has("tol") ? plan.Options.Number("tol") : StepChoice.IsAdaptive(plan) && StepChoice.Relative(plan) > 0 ? Math.Min(1e-9, 1e-3 * StepChoice.Relative(plan)) : 1e-9,
        Restart = plan.Options.Word("solver") == "gmres" ? (int)Math.Round(plan.Options.Number("restart")) : null,
        Densities = MethodCatalog.Densities(plan),
        Steep = MethodCatalog.Densities(plan, facts => facts.SteepAtZero),
        KeepsMass = [.. plan.States.Select(s => plan.Equations.FirstOrDefault(e => e.State == s) is { Facts.ConservesMass: true })],
        SeeksRest = plan.End!.SteadySpeed is not null && MethodCatalog.Densities(plan, facts => facts.SteepAtZero).Contains(true),
        PromisesDecay = plan.Promises.Decay,
        Control = StepChoice.IsAdaptive(plan) ? StepChoice.Control(plan) : null,
    });

    private static Fit Fit(Equation equation)
    {
        if (Fits.NeedsNoNoise(equation) is { } noisy)
            return noisy;
        if (!Fits.IsOnGrid(equation))
            return Compiler.Planning.Fit.Yes(2, "takes stiff flows of points and particles") with { Lacking = "points and particles" };
        return equation.Flow.Descent is null ? Compiler.Planning.Fit.Yes(3.5, "takes stiff terms")
            : Compiler.Planning.Fit.Yes(5, "takes every energy, every mobility and every boundary condition");
    }
}
