using Flows.Language;

namespace Flows.Runtime.Outputs;

/// <summary>Every output, in alphabetical order; a new one is a file beside this and a line here.</summary>
public static class OutputCatalog
{
    /// <summary>The outputs of a run.</summary>
    /// <param name="programHash">SHA-256 of the program's bytes, for the summary; null leaves it out.</param>
    public static Seq<IOutput> All(string? programHash = null) =>
    [
        new CsvOutput(),
        new FigureOutput(),
        new SummaryOutput(programHash),
    ];
}
