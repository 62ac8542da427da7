using System.CommandLine;
using Flows.Language;

namespace Flows.Cli.Commands;

/// <summary>A command with examples on its help page.</summary>
/// <param name="name">As typed.</param>
/// <param name="description">One line.</param>
/// <param name="examples">Whole command lines; at least one.</param>
internal abstract class FlowCommand(string name, string description, Seq<string> examples) : Command(name, description)
{
    /// <summary>Whole command lines.</summary>
    public Seq<string> Examples => examples;

    /// <summary>What the help page says of the arguments that stand beside `--help`, one string a line.</summary>
    public virtual Seq<string> About(ParseResult parsed) => [];
}
