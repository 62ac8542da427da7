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
            var known = command.Subcommands.Select(c => c.Name);
            terminal.Complain(token.StartsWith('-') ? NoSuch("option", token, OptionsOf(command))
                : NoSuch(command.Subcommands.Count > 0 ? "command" : "argument", token, known));
        }
        else
        {
            foreach (var message in parsed.Errors.Select(error => error.Message).Distinct())
                terminal.Complain(message);
        }
        terminal.Error.Write($"See `flowc {(command is RootCommand ? "" : command.Name + " ")}--help`.\n");
    }

    /// <summary>That a name means nothing, and the nearest that does.</summary>
    public static string NoSuch(string kind, string name, IEnumerable<string> known)
    {
        var nearest = Suggest.Nearest(name, known);
        return $"there is no {kind} `{name}`{(nearest is null ? "" : $": did you mean `{nearest}`?")}";
    }

    /// <summary>Every spelling of every option of a command.</summary>
    public static IEnumerable<string> OptionsOf(Command command) =>
        command.Options.SelectMany(option => option.Aliases.Prepend(option.Name));
}
