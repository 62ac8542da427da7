using Flows.Compiler.Analysis;
using Flows.Compiler.Discretising;
using Flows.Compiler.Planning;

namespace Flows.Runtime.Steppers;

/// <summary>The facts of `rk4`: the classical Runge-Kutta method. This version does not run it.</summary>
internal static class Rk4Method
{
    /// <summary>What the compiler is told.</summary>
    public static MethodInfo Info { get; } = new(
        "rk4",
        "the classical Runge-Kutta method, fixed steps",
        Discretisation.Point,
        _ => 4,
        _ => new Promises(Mass: true, Positivity: true, Decay: false, TimeBound: false),
        [.. StepOptions.Fixed, StepOptions.Bandwidth],
        Fit,
        "Hairer, Norsett, Wanner, Solving Ordinary Differential Equations I, 2nd ed. (1993), II.1")
    {
        Runs = false,
    };

    private static Fit Fit(Equation equation) => Fits.NeedsPoints(equation) ?? Fits.NeedsNoNoise(equation)
        ?? Compiler.Planning.Fit.Yes(2, "fourth order with fixed steps");
}
