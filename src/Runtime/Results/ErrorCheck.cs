using Flows.Language;

namespace Flows.Runtime.Results;

/// <summary>A run compared with one of half the step and one of half the cells.</summary>
/// <param name="Time">The run with half the step.</param>
/// <param name="Space">The run with half the cell size along every axis.</param>
/// <param name="Quantities">Every recorded quantity at the end, then the norms of every state.</param>
public sealed record ErrorCheck(RefinedRun Time, RefinedRun Space, Seq<QuantityError> Quantities);

/// <summary>A run with finer steps or cells.</summary>
/// <param name="Scheme">How it was solved, on one line.</param>
/// <param name="Steps">Its accepted steps.</param>
/// <param name="Ratio">How much finer it is: the ratio of the mean steps, or of the sizes of the cells.</param>
/// <param name="Order">The order that estimates assume; +∞ where none is known, which takes the difference itself as the error.</param>
/// <param name="Failure">Why there is nothing to compare with; empty where there is.</param>
public sealed record RefinedRun(string Scheme, long Steps, double Ratio, double Order, string Failure)
{
    /// <summary>The error of the coarser run from its difference to the finer one, after Richardson: d/(1 − r^(−p)).</summary>
    public double Estimate(double difference) => difference / (1 - Math.Pow(Ratio, -Order));
}

/// <summary>A quantity at the end of a run, and what is wrong with it; NaN where there was no run to compare with.</summary>
/// <param name="Name">An observable's or energy's name, or `L1 of rho`, `L2 of rho`.</param>
/// <param name="Value">Of the run itself; of a norm that of the state.</param>
/// <param name="TimeDifference">To the run with half the step; of a norm that of the difference of the states.</param>
/// <param name="TimeEstimate">The error of the steps.</param>
/// <param name="SpaceDifference">To the run with half the cell size, averaged over the cells of this one.</param>
/// <param name="SpaceEstimate">The error of the cells.</param>
public sealed record QuantityError(string Name, double Value, double TimeDifference, double TimeEstimate, double SpaceDifference, double SpaceEstimate)
{
    /// <summary>Both errors together.</summary>
    public double Estimate => Math.Abs(TimeEstimate) + Math.Abs(SpaceEstimate);
}
