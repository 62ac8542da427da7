using Flows.Runtime.Results;

namespace Flows.Cli.Engine;

/// <summary>How a program is run; none of it changes a result.</summary>
/// <param name="Threads">How many threads at most; null for all processors.</param>
/// <param name="TimeLimit">Wall seconds after which the run is interrupted; null for none.</param>
/// <param name="NoPlots">Whether figures are not wanted.</param>
public sealed record RunSettings(int? Threads, double? TimeLimit, bool NoPlots)
{
    /// <summary>Takes the states that the program saves; null where nobody wants them.</summary>
    public ISavedStates? Saved { get; init; }

    /// <summary>Whether the result holds the states at the end, for <see cref="IFlowEngine.CheckErrors"/>.</summary>
    public bool KeepsEnd { get; init; }

    /// <summary>Bytes that the arrays of a run may take up; null for 80% of the machine's memory.</summary>
    public long? MemoryLimit { get; init; }
}
