namespace Flows.Runtime.Steppers;

/// <summary>Why a step failed.</summary>
public enum FailureCause
{
    /// <summary>It did not.</summary>
    None,
    /// <summary>Newton's method did not converge, whatever the step.</summary>
    NoConvergence,
    /// <summary>A value that is not finite.</summary>
    NotFinite,
    /// <summary>The energy rose although the method promises decay.</summary>
    EnergyRose,
    /// <summary>The step size fell below its bound.</summary>
    StepTooSmall,
    /// <summary>The state concentrated beyond what the discretisation can hold.</summary>
    BlowUp,
    /// <summary>A density became negative.</summary>
    Negative,
}

/// <summary>What happened in one step (or attempt).</summary>
/// <param name="Accepted">Whether the state was advanced.</param>
/// <param name="Dt">The step actually taken; may be smaller than asked for when the stepper had to cut it.</param>
/// <param name="Energy">E_h behind the step.</param>
/// <param name="Magnitude">Σ|e_K| behind the step.</param>
/// <param name="Dissipation">⟨ξ, Kξ⟩ of the step: the rate at which the scheme says energy was lost.</param>
/// <param name="DistanceSquared">d² between the states before and behind the step in the flow's distance, where the method knows it; else NaN.</param>
/// <param name="BalanceDefect">(F_n − F_{n+1} − dt·D), where the method states a balance; else NaN.</param>
/// <param name="Iterations">Newton iterations.</param>
/// <param name="Rejections">Attempts that were thrown away.</param>
/// <param name="SuggestedDt">For adaptive control: the next step; else the step asked for.</param>
/// <param name="Cause">Why it was not accepted.</param>
/// <param name="Where">The cell or node to blame, or −1.</param>
public readonly record struct StepOutcome(
    bool Accepted,
    double Dt,
    double Energy,
    double Magnitude,
    double Dissipation,
    double DistanceSquared,
    double BalanceDefect,
    int Iterations,
    int Rejections,
    double SuggestedDt,
    FailureCause Cause,
    int Where);

/// <summary>A time-stepping method bound to one flow. Allocates in its constructor, never in a step.</summary>
public interface IStepper
{
    /// <summary>Advances the state by at most <paramref name="dt"/>.</summary>
    /// <param name="state">[degrees of freedom]; the state at <paramref name="t"/>, replaced by the state at t + outcome.Dt when accepted, untouched otherwise.</param>
    /// <param name="t">Time before the step.</param>
    /// <param name="dt">The step asked for.</param>
    /// <returns>What happened.</returns>
    StepOutcome Advance(Span<double> state, double t, double dt);
}
