namespace Flows.Runtime.Results;

/// <summary>Where a run stands; reported a few times a second at most.</summary>
/// <param name="Time">Time reached.</param>
/// <param name="EndTime">Time at which it ends.</param>
/// <param name="Steps">Steps taken.</param>
/// <param name="Dt">The present step.</param>
/// <param name="Energy">F now; NaN without an energy.</param>
/// <param name="Elapsed">Wall seconds so far.</param>
public readonly record struct RunProgress(double Time, double EndTime, long Steps, double Dt, double Energy, double Elapsed);
