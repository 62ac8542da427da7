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

    /// <summary>Does something with each file and goes on where one cannot be read or written.</summary>
    /// <param name="files">The files.</param>
    /// <param name="session">Where failures are told, and whether to stop.</param>
    /// <param name="act">Returns an exit status.</param>
    /// <returns>The worst status; that of interruption where it was asked for between two files.</returns>
    protected static int ForEach(IEnumerable<string> files, Session session, Func<string, int> act)
    {
        var worst = ExitStatus.Done;
        foreach (var file in files)
        {
            if (session.Cancellation.IsCancellationRequested)
                return ExitStatus.Interrupted;
            try
            {
                worst = Math.Max(worst, act(file));
            }
            catch (IOException failure)
            {
                session.Terminal.Complain(failure.Message);
                worst = Math.Max(worst, ExitStatus.InputOutput);
            }
        }
        return worst;
    }
}
