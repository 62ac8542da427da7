using Flows.Compiler.Analysis;
using Flows.Compiler.Discretising;
using Flows.Compiler.Planning;

namespace Flows.Runtime.Steppers;

/// <summary>The facts of `euler`: explicit Euler. This version does not run it.</summary>
internal static class EulerMethod
{
    /// <summary>What the compiler is told.</summary>
    public static MethodInfo Info { get; } = new(
        "euler",
        "explicit Euler steps",
        Discretisation.Point,
        _ => 1,
        _ => new Promises(Mass: true, Positivity: true, Decay: false, TimeBound: false),
        [.. StepOptions.Fixed, StepOptions.Bandwidth],
        Fit,
        "Hairer, Norsett, Wanner, Solving Ordinary Differential Equations I, 2nd ed. (1993), II.1")
    {
        Runs = false,
    };

    private static Fit Fit(Equation equation) => Fits.NeedsPoints(equation) ?? Fits.NeedsNoNoise(equation)
        ?? Compiler.Planning.Fit.Yes(1, "the simplest step; of a descent with step h, gradient descent with rate h");
}
