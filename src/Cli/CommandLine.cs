using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Security;
using Flows.Cli.Commands;
using Flows.Cli.Reports;
using Flows.Cli.Terminals;

namespace Flows.Cli;

/// <summary>The whole command line: parses it, runs the command, knows the exit status.</summary>
/// <param name="session">What the commands work with.</param>
public sealed class CommandLine(Session session)
{
    /// <summary>The version of this program.</summary>
    public static string Version { get; } = typeof(CommandLine).Assembly.GetName().Version?.ToString(3) ?? "";

    private readonly Option<ColorChoice> _color = new("--color")
    {
        Description = "Colour in messages: auto (on a terminal, unless NO_COLOR is set), always, never",
        HelpName = "auto|always|never",
        Recursive = true,
        CustomParser = result =>
        {
            var word = result.Tokens[^1].Value;
            var known = Enum.TryParse<ColorChoice>(word, ignoreCase: true, out var choice) && Enum.IsDefined(choice) && char.IsLetter(word[0]);
            if (!known)
                result.AddError($"--color takes auto, always or never, not `{word}`");
            return choice;
        },
    };

    /// <summary>Runs what the arguments ask for.</summary>
    /// <returns>An <see cref="ExitStatus"/>.</returns>
    public int Invoke(IReadOnlyList<string> args)
    {
        var terminal = session.Terminal;
        try
        {
            var root = Root();
            var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Errors.Count == 0)
                terminal.Color = parsed.GetValue(_color);
            if (args.Count == 0)
            {
                parsed = root.Parse("--help");
                parsed.Invoke(To(terminal.Error, terminal.Error));
                return ExitStatus.Usage;
            }
            if (parsed.Action is ParseErrorAction)
            {
                UsageReport.Write(parsed, terminal);
                return ExitStatus.Usage;
            }
            return parsed.Invoke(To(terminal.Output, terminal.Error));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SecurityException)
        {
            terminal.Complain(failure.Message);
            return ExitStatus.InputOutput;
        }
        finally
        {
            terminal.Flush();
        }
    }

    private RootCommand Root()
    {
        var root = new RootCommand("Compiles and runs gradient flows: an energy, a metric, and what follows from them.");
        root.Options.Add(_color);
        foreach (var command in CommandCatalog.All(session))
            root.Subcommands.Add(command);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private static InvocationConfiguration To(TextWriter output, TextWriter error) => new()
    {
        Output = output,
        Error = error,
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };

    /// <summary>The library's help page, and under it the command's examples.</summary>
    private sealed class HelpWithExamples(HelpAction page) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            page.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            var examples = parseResult.CommandResult.Command is FlowCommand command
                ? command.Examples
                : ["flowc run fokker_planck.flow", "flowc explain fokker_planck.flow", "flowc run --help"];
            output.Write("Examples:\n");
            foreach (var example in examples)
                output.Write($"  {example}\n");
            foreach (var line in (parseResult.CommandResult.Command as FlowCommand)?.About(parseResult) ?? [])
                output.Write($"{line}\n");
            return ExitStatus.Done;
        }
    }
}
