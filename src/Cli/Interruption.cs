using System.Runtime.InteropServices;

namespace Flows.Cli;

/// <summary>Turns Ctrl-C and a request to terminate into a cancellation; a second one ends the process at once.</summary>
internal static class Interruption
{
    private static readonly List<PosixSignalRegistration> Registrations = [];

    /// <summary>Starts listening.</summary>
    public static CancellationToken Listen()
    {
        var source = new CancellationTokenSource();
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            Registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = !source.IsCancellationRequested;
                source.Cancel();
            }));
        return source.Token;
    }
}
