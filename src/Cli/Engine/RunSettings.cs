namespace Flows.Cli.Engine;

/// <summary>How a program is run; none of it changes a result.</summary>
/// <param name="Threads">How many threads at most; null for all processors.</param>
/// <param name="TimeLimit">Wall seconds after which the run is interrupted; null for none.</param>
/// <param name="NoPlots">Whether figures are not wanted.</param>
public sealed record RunSettings(int? Threads, double? TimeLimit, bool NoPlots);
