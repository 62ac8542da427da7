namespace Flows.Cli;

/// <summary>What the process says to the one that started it. With several files the largest wins.</summary>
public static class ExitStatus
{
    /// <summary>Done, and every expectation met.</summary>
    public const int Done = 0;

    /// <summary>The program has errors.</summary>
    public const int ProgramErrors = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 2;

    /// <summary>An expectation failed.</summary>
    public const int ExpectationFailed = 3;

    /// <summary>No convergence, a value that is not finite, the energy law broken.</summary>
    public const int NumericsFailed = 4;

    /// <summary>A file could not be read or written.</summary>
    public const int InputOutput = 5;

    /// <summary>A defect of flowc itself; never the program's fault.</summary>
    public const int Bug = 70;

    /// <summary>Stopped by a signal or by the time limit.</summary>
    public const int Interrupted = 130;
}
