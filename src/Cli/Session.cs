using Flows.Cli.Engine;
using Flows.Cli.Terminals;

namespace Flows.Cli;

/// <summary>What a command works with.</summary>
/// <param name="engine">Makes the engine; called once, by the first command that needs it.</param>
/// <param name="terminal">Where words go.</param>
/// <param name="cancellation">Starts listening for an interruption; called by commands that run programs.</param>
public sealed class Session(Func<IFlowEngine> engine, Terminal terminal, Func<CancellationToken> cancellation)
{
    private readonly Lazy<IFlowEngine> _engine = new(engine);
    private readonly Lazy<CancellationToken> _cancellation = new(cancellation);

    /// <summary>Where words go.</summary>
    public Terminal Terminal => terminal;

    /// <summary>Compiler and runtime.</summary>
    public IFlowEngine Engine => _engine.Value;

    /// <summary>Cancelled when the user wants to stop.</summary>
    public CancellationToken Cancellation => _cancellation.Value;
}
