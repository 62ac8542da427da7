using Flows.Language;

namespace Flows.Runtime.Results;

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>It reached its end; expectations may still have failed.</summary>
    Done,
    /// <summary>The numerics failed: no convergence, a value that is not finite, the energy law broken, blow-up.</summary>
    Failed,
    /// <summary>It was interrupted or ran out of its time limit.</summary>
    Interrupted,
}

/// <summary>A failed run: when, where and the likely cause, in the user's terms.</summary>
/// <param name="Code">F09xx.</param>
/// <param name="Message">One line: what happened, with time and place.</param>
/// <param name="Time">When.</param>
/// <param name="Step">After how many steps.</param>
/// <param name="LastEnergy">The last good energy.</param>
/// <param name="Helps">Likely causes and ways out.</param>
public sealed record RunFailure(string Code, string Message, double Time, long Step, double LastEnergy, Seq<string> Helps)
{
    /// <summary>The time of the last good state, where that was handed over to be saved; else NaN.</summary>
    public double SavedAt { get; init; } = double.NaN;
}

/// <summary>Everything that a run leaves behind; the outputs write it, nothing else is read by them.</summary>
/// <param name="Program">Name of the program, without folder and extension.</param>
/// <param name="Parameters">Every `param` with its value.</param>
/// <param name="Scheme">One line, for people: `jko (be), tau = 0.02, 400 cells, Lagrangian`.</param>
/// <param name="Method">The method's name, or empty where nothing is solved.</param>
/// <param name="Cells">One count an axis.</param>
/// <param name="EnergyName">The name of the descended functional, or empty.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Failure">Why it failed, or null.</param>
/// <param name="Series">One column a recorded quantity, one row a recorded time.</param>
/// <param name="Snapshots">The states at the times asked for; in three dimensions their slices through the middle of the last axis.</param>
/// <param name="Figures">The figures asked for, as data.</param>
/// <param name="Expectations">The expectations, judged.</param>
/// <param name="Statistics">Counts and extremes.</param>
public sealed record RunResult(
    string Program,
    Seq<NamedValue> Parameters,
    string Scheme,
    string Method,
    Seq<int> Cells,
    string EnergyName,
    RunStatus Status,
    RunFailure? Failure,
    Series Series,
    Seq<Snapshot> Snapshots,
    Seq<FigureData> Figures,
    Seq<ExpectationResult> Expectations,
    RunStatistics Statistics)
{
    /// <summary>The states at the end, as averages over the cells of the uniform grid; empty unless they were asked for.</summary>
    public Seq<Snapshot> End { get; init; } = [];

    /// <summary>The run compared with finer ones, or null where that was not asked for.</summary>
    public ErrorCheck? ErrorCheck { get; init; }
}

/// <summary>A name and a number.</summary>
public sealed record NamedValue(string Name, double Value);

/// <summary>One expectation, judged.</summary>
/// <param name="Text">As the author wrote it.</param>
/// <param name="Passed">Whether it held.</param>
/// <param name="Measured">What was measured: the value at the end, the worst rise, the drift; null where there is no one number.</param>
/// <param name="Wanted">What was wanted, in words: `2 ± 0.01`, `no rise beyond 1e-12·Σ|e_K|`.</param>
/// <param name="Note">Time or place of the worst violation, or empty.</param>
public sealed record ExpectationResult(string Text, bool Passed, double? Measured, string Wanted, string Note);

/// <summary>Counts and extremes of a run.</summary>
/// <param name="Steps">Accepted steps.</param>
/// <param name="Rejected">Attempts thrown away.</param>
/// <param name="NewtonIterations">In all.</param>
/// <param name="EndTime">The time reached.</param>
/// <param name="WallSeconds">Spent in the time loop.</param>
/// <param name="CompileSeconds">Spent in compiling, kernels included.</param>
/// <param name="EnergyStart">F at the start; NaN without an energy.</param>
/// <param name="EnergyEnd">F at the end.</param>
/// <param name="WorstRise">Largest F_{n+1} − F_n in units of Σ|e_K|; 0 when F never rose.</param>
/// <param name="DecayPromised">Whether the method promises that F falls for this flow.</param>
/// <param name="MassDrift">Largest |∫u − ∫u₀| / ∫|u₀|; NaN where mass is not conserved by the flow.</param>
/// <param name="Minimum">Smallest value of the state over the run.</param>
/// <param name="TimeErrorBound">Bound on the time error at the end in the flow's metric; NaN where theory gives none.</param>
/// <param name="TimeErrorCertified">Whether there is a bound and it is proved (else an estimate: convexity was only sampled).</param>
/// <param name="CellSteps">Cells times steps.</param>
public sealed record RunStatistics(
    long Steps,
    long Rejected,
    long NewtonIterations,
    double EndTime,
    double WallSeconds,
    double CompileSeconds,
    double EnergyStart,
    double EnergyEnd,
    double WorstRise,
    bool DecayPromised,
    double MassDrift,
    double Minimum,
    double TimeErrorBound,
    bool TimeErrorCertified,
    long CellSteps)
{
    /// <summary>The density, or the densities, that <see cref="Minimum"/> is of; empty where there is none.</summary>
    public string Densities { get; init; } = "";

    /// <summary>Bytes of the arrays of the run; 0 where nobody counts them.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>How many arrays of the size of a state those are.</summary>
    public int Arrays { get; init; }
}
