namespace Flows.Runtime;

/// <summary>How a plan is run; none of it changes a result.</summary>
/// <param name="TimeLimit">Wall seconds after which the run is interrupted; null for none.</param>
/// <param name="NoPlots">Whether figures are not wanted.</param>
/// <param name="CompileSeconds">What compiling took, for the statistics.</param>
public sealed record RunSettings(double? TimeLimit, bool NoPlots, double CompileSeconds)
{
    /// <summary>How many threads share the rows of a grid.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Takes the states that the program saves; null where nobody wants them.</summary>
    public Results.ISavedStates? Saved { get; init; }

    /// <summary>Whether the result holds the states at the end.</summary>
    public bool KeepsEnd { get; init; }

    /// <summary>Bytes that the arrays of a run may take up.</summary>
    public long MemoryLimit { get; init; } = long.MaxValue;
}
