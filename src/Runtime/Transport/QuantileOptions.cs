namespace Flows.Runtime.Transport;

/// <summary>What a minimising movement in mass coordinates may be told.</summary>
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

    /// <summary>Newton iterations before the step is cut.</summary>
    public int MaxIterations { get; init; } = 60;
}
