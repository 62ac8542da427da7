using Flows.Language;
using Flows.Runtime.Results;

namespace Flows.Cli.Engine;

/// <summary>What the command line says otherwise than the program.</summary>
/// <param name="Set">Values of `param`s.</param>
/// <param name="Until">The end time, or null.</param>
/// <param name="Cells">`400`, `256*128`, or null.</param>
/// <param name="Method">A method's name, or null.</param>
public sealed record Overrides(Seq<NamedValue> Set, double? Until, string? Cells, string? Method)
{
    /// <summary>The program as it stands.</summary>
    public static Overrides None { get; } = new([], null, null, null);
}
