using Flows.Runtime.Steppers;

namespace Flows.Runtime.Transport;

/// <summary>What <see cref="QuantileNewton"/> found.</summary>
/// <param name="Cause"><see cref="FailureCause.None"/>, or why there is no minimiser.</param>
/// <param name="Iterations">Newton iterations.</param>
/// <param name="Energy">F_h at the minimiser.</param>
/// <param name="Magnitude">Σ|e_K| at the minimiser.</param>
/// <param name="DistanceSquared">W₂² between the minimiser and the base.</param>
public readonly record struct QuantileMinimum(
    FailureCause Cause, int Iterations, double Energy, double Magnitude, double DistanceSquared);
