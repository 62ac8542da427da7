using Flows.Compiler.Analysis;
using Flows.Compiler.Discretising;
using Flows.Compiler.Planning;

namespace Flows.Runtime.Steppers;

/// <summary>The facts of `em`: Euler-Maruyama. This version does not run it.</summary>
internal static class EmMethod
{
    /// <summary>What the compiler is told.</summary>
    public static MethodInfo Info { get; } = new(
        "em",
        "Euler-Maruyama: explicit Euler with a normal increment a step",
        Discretisation.Point,
        _ => 1,
        _ => new Promises(Mass: true, Positivity: true, Decay: false, TimeBound: false),
        [.. StepOptions.Fixed, new OptionInfo("seed", 0, 0, int.MaxValue, [], "of the noise; the same on every machine"), StepOptions.Bandwidth],
        Fit,
        "Higham, SIAM Rev. 43 (2001) 525-546")
    {
        Runs = false,
    };

    private static Fit Fit(Equation equation) => Fits.NeedsPoints(equation)
        ?? (equation.Flow.Noise is not null ? null : (Fit?)Compiler.Planning.Fit.No("no Brownian motion is added: without noise this is `euler`", equation.Flow.Span))
        ?? Compiler.Planning.Fit.Yes(6, "the method of flows with noise; first order in law");
}
