using Flows.Runtime.Results;

namespace Flows.Runtime.Outputs;

/// <summary>One kind of file that a run leaves in its folder.</summary>
public interface IOutput
{
    /// <summary>The kind's name, in lower case: `csv`, `figures`.</summary>
    string Name { get; }

    /// <summary>Writes the files; each appears whole or not at all.</summary>
    /// <param name="result">What the run found.</param>
    /// <param name="folder">An existing folder. Files of the same names are replaced, all others are left alone.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    void Write(RunResult result, string folder);
}
