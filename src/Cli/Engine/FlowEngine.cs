using Flows.Language.Diagnostics;
using Flows.Language.Text;
using Flows.Runtime.Results;

namespace Flows.Cli.Engine;

/// <summary>The engine of the product.</summary>
public sealed class FlowEngine : IFlowEngine
{
    /// <inheritdoc/>
    public Checked<CompiledProgram> Compile(SourceText source, Overrides overrides) => throw new NotSupportedException("the compiler is not wired yet");

    /// <inheritdoc/>
    public RunResult Run(CompiledProgram program, RunSettings settings, Action<RunProgress> progress, CancellationToken token) =>
        throw new NotSupportedException("the runtime is not wired yet");

    /// <inheritdoc/>
    public Checked<string> Derive(SourceText expression, int dimension, bool stages) => throw new NotSupportedException("the compiler is not wired yet");
}
