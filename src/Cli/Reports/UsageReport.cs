using System.CommandLine;
using Flows.Cli.Terminals;
using Flows.Language.Diagnostics;

namespace Flows.Cli.Reports;

/// <summary>Says what is wrong with a command line, and what was probably meant.</summary>
internal static class UsageReport
{
    /// <summary>Writes the mistakes to the error stream; help belongs to those who ask for it.</summary>
    public static void Write(ParseResult parsed, Terminal terminal)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [var token, ..])
        {
            var (kind, known) = token.StartsWith('-')
                ? ("option", command.Options.SelectMany(option => option.Aliases.Prepend(option.Name)))
                : command.Subcommands.Count > 0 ? ("command", command.Subcommands.Select(c => c.Name)) : ("argument", []);
            var nearest = Suggest.Nearest(token, known);
            terminal.Complain($"there is no {kind} `{token}`{(nearest is null ? "" : $": did you mean `{nearest}`?")}");
        }
        else
        {
            foreach (var message in parsed.Errors.Select(error => error.Message).Distinct())
                terminal.Complain(message);
        }
        terminal.Error.Write($"See `flowc {(command is RootCommand ? "" : command.Name + " ")}--help`.\n");
    }
}
