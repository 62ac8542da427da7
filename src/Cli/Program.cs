using Flows.Cli.Engine;
using Flows.Cli.Terminals;

namespace Flows.Cli;

/// <summary>The process.</summary>
public static class Program
{
    // Deeply nested programs recurse deeply; the limit on nesting keeps them well within this.
    private const int StackBytes = 64 << 20;

    /// <summary>Runs a command and returns its exit status.</summary>
    public static int Main(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var status = ExitStatus.Done;
        var thread = new Thread(() => status = Run(args), StackBytes);
        thread.Start();
        thread.Join();
        return status;
    }

    private static int Run(string[] args)
    {
        var terminal = Terminal.OfProcess();
        var session = new Session(() => new FlowEngine(), terminal, Interruption.Listen);
        try
        {
            return new CommandLine(session).Invoke(args);
        }
        catch (Exception bug)
        {
            terminal.Complain($"this is a bug in flowc, please report it with the program that shows it\n{bug}");
            return ExitStatus.Bug;
        }
    }
}
