using Flows.Compiler.Analysis;
using Flows.Compiler.Discretising;
using Flows.Compiler.Planning;

namespace Flows.Runtime.Steppers;

/// <summary>The facts of `rk45`: the pair of Dormand and Prince. This version does not run it.</summary>
internal static class Rk45Method
{
    /// <summary>What the compiler is told.</summary>
    public static MethodInfo Info { get; } = new(
        "rk45",
        "the pair of Dormand and Prince, steps chosen by the error",
        Discretisation.Point,
        _ => 5,
        _ => new Promises(Mass: true, Positivity: true, Decay: false, TimeBound: false),
        [.. StepOptions.Adaptive, StepOptions.Bandwidth],
        Fit,
        "Dormand, Prince, J. Comput. Appl. Math. 6 (1980) 19-26")
    {
        Runs = false,
    };

    private static Fit Fit(Equation equation) => Fits.NeedsPoints(equation) ?? Fits.NeedsNoNoise(equation)
        ?? Compiler.Planning.Fit.Yes(equation.Flow.Hamiltonians.Count > 0 ? 3 : 6, "fifth order, its steps chosen by the error");
}
