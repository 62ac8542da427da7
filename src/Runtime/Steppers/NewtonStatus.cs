namespace Flows.Runtime.Steppers;

/// <summary>How Newton's method ended.</summary>
internal enum NewtonStatus
{
    /// <summary>The candidate solves the equation.</summary>
    Converged,
    /// <summary>Too many iterations, or a singular Jacobian.</summary>
    Stalled,
    /// <summary>A value that is not finite, however short the correction.</summary>
    NotFinite,
    /// <summary>Cells stayed negative with all their faces upwind.</summary>
    Negative,
}
