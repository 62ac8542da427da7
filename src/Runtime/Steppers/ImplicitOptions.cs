namespace Flows.Runtime.Steppers;

/// <summary>What an <see cref="Implicit"/> stepper is told of its flow and of the wanted accuracy.</summary>
public sealed record ImplicitOptions
{
    /// <summary>Where the potential is taken.</summary>
    public ImplicitScheme Scheme { get; init; } = ImplicitScheme.DiscreteGradient;

    /// <summary>Newton's method ends when its next correction is below this times max(1, max|u|); the energy balance may ask for more.</summary>
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>Whether the state is a density, u ≥ 0.</summary>
    public bool IsDensity { get; init; }

    /// <summary>Whether U'(0) or U''(0) is infinite (entropy, powers below 2), so that iterates must stay positive.</summary>
    public bool HasSingularDerivativeAtZero { get; init; }

    /// <summary>Whether the flow promises that F falls: a step in which it rises is then thrown away. Off by itself for bdf2, with an added
    /// term and with open sides.</summary>
    public bool PromisesDecay { get; init; } = true;

    /// <summary>Whether the energy does not depend on t; else F before a step is taken with the coefficients of its end.</summary>
    public bool IsAutonomous { get; init; } = true;

    /// <summary>So many first steps are taken by backward Euler, which damps rough data. The order stays two.</summary>
    public int DampingSteps { get; init; }

    /// <summary>Whether the first two steps are damped too when the start is rough: when the first step would carry some value further than
    /// half the largest of them. A discrete gradient never forgets a jump that its step does not resolve.</summary>
    public bool DampsRoughStart { get; init; }

    /// <summary>Chooses the steps; null for steps as asked for.</summary>
    public AdaptiveControl? Control { get; init; }

    /// <summary>A step cut below this share of what was asked for has failed.</summary>
    public double SmallestShare { get; init; } = 1e-8;

    /// <summary>Newton iterations allowed in an attempt.</summary>
    public int IterationLimit { get; init; } = 25;
}
