namespace Flows.Runtime.Grids;

/// <summary>An approximate inverse of the linear equations of implicit steps. Nothing is allocated in a step.</summary>
/// <remarks>Residuals are weighed, r/w, so that cells that are next to nothing count by what is relative to them; directions are not.</remarks>
internal interface IStepPreconditioner
{
    /// <summary>Makes the inverse ready for the equations whose residual was computed last.</summary>
    /// <param name="at">The step that is linearised.</param>
    /// <returns>Whether there is one.</returns>
    bool At(in StepPoint at);

    /// <summary>result ≈ A⁻¹ (w v), from a weighed residual to a direction; the result may be v.</summary>
    void Apply(int[] v, int[] result);

    /// <summary>Weighs a residual.</summary>
    void Weigh(int[] residual);
}

/// <summary>Where an implicit step is linearised.</summary>
/// <param name="A">The states that it starts from.</param>
/// <param name="B">The states that it may end at.</param>
/// <param name="T">The time of coefficients.</param>
/// <param name="Step">dt, times what the scheme weighs rates with.</param>
/// <param name="Share">The weight of b in the potentials.</param>
internal readonly record struct StepPoint(int[] A, int[] B, double T, double Step, double Share);
