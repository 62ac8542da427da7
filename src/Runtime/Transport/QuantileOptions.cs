namespace Flows.Runtime.Transport;

/// <summary>
/// What a minimising movement in mass coordinates may be told. Ends need not be fixed at walls: a free end that presses against the domain's
/// end is held there while it does, which is the no-flux wall. Fixing one is for a wall that mass may not leave. A Gaussian in a large
/// box is best left free too: with its last cells stretched to the walls, F agrees to 1e-8 and W₂ is up to 20 % worse (N = 200).
/// </summary>
public sealed record QuantileOptions
{
    /// <summary>Whether the first node stays where it is. Else it is free, but not below the domain's left end.</summary>
    public bool FixedLeft { get; init; }

    /// <summary>Whether the last node stays where it is. Else it is free, but not beyond the domain's right end.</summary>
    public bool FixedRight { get; init; }

    /// <summary>λ⁻ ≥ 0: F is −λ⁻-convex along W₂ geodesics (λ⁻ = λ_V⁻ + M λ_W⁻). A stage longer than 0.9/λ⁻ is cut, so that it has one
    /// minimiser. 0: convex; +∞: no such bound, nothing is cut.</summary>
    public double LambdaMinus { get; init; }

    /// <summary>Newton's last full step is taken when half the squared decrement is below this part of d²/(2τ). It is the error
    /// <em>before</em> that step.</summary>
    public double Tolerance { get; init; } = 1e-8;

    /// <summary>Newton iterations before the step is cut. Few are needed, except where cells grow by orders of magnitude in one step (a peak or a
    /// block that is set free): for U = ρ^m a cell grows at most by 1 + 1/m in each, whatever the step.</summary>
    public int MaxIterations { get; init; } = 200;
}
