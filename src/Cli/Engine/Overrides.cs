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
    /// <summary>The speed below which the run ends, `Until` then being the latest time; NaN for the program's own, null where it is not asked for.</summary>
    public double? SteadySpeed { get; init; }

    /// <summary>The program as it stands.</summary>
    public static Overrides None { get; } = new([], null, null, null);
}
