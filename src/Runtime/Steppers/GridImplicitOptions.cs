namespace Flows.Runtime.Steppers;

/// <summary>What is known of a flow on a grid, and the accuracy wanted.</summary>
public sealed record GridImplicitOptions
{
    /// <summary>Where the potential is taken.</summary>
    public ImplicitScheme Scheme { get; init; }

    /// <summary>Whether potentials are taken at the midpoint of the states instead of averaged between them.</summary>
    public bool IsMidpoint { get; init; }

    /// <summary>Of the residual of a step, relative to the larger of 1 and the size of the states.</summary>
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>The vectors that GMRES keeps before it starts again; null for BiCGStab.</summary>
    public int? Restart { get; init; }

    /// <summary>Of each state whether it must stay non-negative.</summary>
    public required bool[] Densities { get; init; }

    /// <summary>Of each state whether it is a density whose potential is steep at 0.</summary>
    public required bool[] Steep { get; init; }

    /// <summary>Of each state whether its flow keeps its integral.</summary>
    public required bool[] KeepsMass { get; init; }

    /// <summary>Whether the run goes on until nothing moves, down an energy with a density that is steep at 0.</summary>
    public bool SeeksRest { get; init; }

    /// <summary>Whether a step may not raise the energy.</summary>
    public bool PromisesDecay { get; init; }

    /// <summary>Step control; null for fixed steps.</summary>
    public AdaptiveControl? Control { get; init; }
}
