using Flows.Language;

namespace Flows.Compiler.Tables;

/// <summary>What comes of reading columns of a csv file.</summary>
public abstract record CsvAnswer
{
    private CsvAnswer()
    {
    }

    /// <summary>The columns, in the order asked for.</summary>
    public sealed record Read(Seq<double[]> Columns) : CsvAnswer;

    /// <summary>There is no column of that name.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Header">The names that there are.</param>
    public sealed record NoColumn(string Name, Seq<string> Header) : CsvAnswer;

    /// <summary>The file is not as it has to be.</summary>
    /// <param name="Line">From 1.</param>
    /// <param name="Column">From 1, in characters.</param>
    /// <param name="What">Lower case, no full stop.</param>
    /// <param name="Help">A way out, or null.</param>
    public sealed record Wrong(int Line, int Column, string What, string? Help = null) : CsvAnswer;

    /// <summary>It holds more numbers than are allowed.</summary>
    public sealed record TooMany : CsvAnswer;
}
