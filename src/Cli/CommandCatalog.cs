using Flows.Cli.Commands;
using Flows.Language;

namespace Flows.Cli;

/// <summary>Every command, in alphabetical order; a new one is a file in Commands and a line here.</summary>
internal static class CommandCatalog
{
    /// <summary>The commands of a session.</summary>
    public static Seq<FlowCommand> All(Session session) =>
    [
        new CheckCommand(session),
        new DeriveCommand(session),
        new ExplainCommand(session),
        new FmtCommand(session),
        new RunCommand(session),
        new TestCommand(session),
        new VerifyCommand(session),
    ];
}
