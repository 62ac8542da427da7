using Flows.Compiler.Analysis;
using Flows.Compiler.Planning;
using Flows.Language;
using Flows.Runtime.Grids;

namespace Flows.Runtime.Steppers;

/// <summary>Every method of the language, in alphabetical order.</summary>
public static class MethodCatalog
{
    /// <summary>The methods, those that do not run yet among them.</summary>
    public static Seq<MethodInfo> All { get; } =
    [
        EmMethod.Info, EulerMethod.Info, ExplicitMethod.Info, ImexMethod.Info, ImplicitMethod.Info, ImplicitMidpointMethod.Info, JkoMethod.Info, Rk4Method.Info,
        Rk45Method.Info, RkcMethod.Info, SavMethod.Info, SpectralMethod.Info, SymplecticMethod.Info,
    ];

    /// <summary>The names of the methods of grids.</summary>
    public static Seq<string> GridNames { get; } =
        ["explicit", "imex", "implicit", "implicit_midpoint", "rkc", "sav", "spectral", "symplectic"];

    /// <summary>The stepper of a plan on a grid.</summary>
    /// <param name="plan">With one of the methods of grids.</param>
    /// <param name="system">The flows, bound.</param>
    /// <param name="upwind">Makes the flows with upwind mobilities, which take arrays of their own; returns null where no density needs them.</param>
    /// <param name="states">The arrays of the states.</param>
    public static IStepper OnGrid(Plan plan, GridSystem system, Func<GridSystem?> upwind, int[] states) => plan.Method!.Name switch
    {
        "implicit_midpoint" => ImplicitMidpointMethod.OnGrid(plan, system, states),
        "rkc" => new Rkc(system, states, Needs(plan, upwind), StepChoice.IsAdaptive(plan) ? StepChoice.Control(plan) : null),
        "sav" => SavMethod.OnGrid(plan, system, states),
        "symplectic" => SymplecticMethod.OnGrid(plan, system, states),
        "explicit" => ExplicitMethod.Stepper(plan, system, Needs(plan, upwind), states),
        "imex" => ImexMethod.OnGrid(plan, system, states),
        "spectral" => SpectralMethod.OnGrid(plan, system, states),
        "implicit" => ImplicitMethod.OnGrid(plan, system, upwind(), states),
        var name => throw new NotSupportedException($"{name} does not run on grids"),
    };

    /// <summary>Of each state whether it is a density that its flow keeps non-negative.</summary>
    internal static bool[] Densities(Plan plan) =>
        [.. plan.States.Select(s => s.Symbol.IsDensity && plan.Equations.FirstOrDefault(e => e.State == s) is { Facts.KeepsPositivity: true })];

    /// <summary>Of each state whether it is such a density, and its facts are such.</summary>
    internal static bool[] Densities(Plan plan, Func<Facts, bool> such) =>
        [.. Densities(plan).Zip(plan.States).Select(p => p.First && plan.Equations.Any(e => e.State == p.Second && such(e.Facts)))];

    private static DensityNeeds Needs(Plan plan, Func<GridSystem?> upwind) => new(Densities(plan), Densities(plan, facts => facts.SingularAtZero), upwind);

    /// <summary>What the compiler is told of this runtime.</summary>
    public static Target Target { get; } = new(All);
}
