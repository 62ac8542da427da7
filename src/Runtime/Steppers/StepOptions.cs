using Flows.Compiler.Planning;
using Flows.Language;

namespace Flows.Runtime.Steppers;

/// <summary>The options about steps that methods share (docs/language.md §8).</summary>
internal static class StepOptions
{
    /// <summary>A fixed step by either name.</summary>
    public static Seq<OptionInfo> Fixed { get; } =
    [
        new("dt", double.NaN, double.Epsilon, double.MaxValue, [], "the step; with rtol or atol the first step"),
        new("tau", double.NaN, double.Epsilon, double.MaxValue, [], "another name of dt"),
    ];

    /// <summary>Steps chosen by the error.</summary>
    public static Seq<OptionInfo> Adaptive { get; } =
    [
        .. Fixed,
        new("rtol", double.NaN, 1e-14, 1, [], "relative tolerance of a step; steps are then chosen by the error"),
        new("atol", double.NaN, 1e-300, double.MaxValue, [], "absolute tolerance of a step"),
        new("dt_min", double.NaN, 0, double.MaxValue, [], "smallest step of an adaptive run"),
        new("dt_max", double.NaN, double.Epsilon, double.MaxValue, [], "largest step of an adaptive run; a 20th of the run by default"),
    ];

    /// <summary>The width of the blobs that particles are smeared to.</summary>
    public static OptionInfo Bandwidth { get; } =
        new("bandwidth", double.NaN, double.Epsilon, double.MaxValue, [], "of particles: the width eps of the blobs under energies that are not linear in them");

    /// <summary>The tolerance of a nonlinear solver.</summary>
    public static OptionInfo Tolerance { get; } = new("tol", double.NaN, 1e-15, 1e-2, [], "tolerance of the nonlinear solver, 1e-9 by default");
}
