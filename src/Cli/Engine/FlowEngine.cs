using System.Diagnostics;
using Flows.Compiler;
using Flows.Compiler.Explaining;
using Flows.Compiler.Planning;
using Flows.Language.Diagnostics;
using Flows.Language.Text;
using Flows.Runtime;
using Flows.Runtime.Results;
using Flows.Runtime.Steppers;

namespace Flows.Cli.Engine;

/// <summary>The engine of the product: the compiler, and the runtime's methods as its target.</summary>
public sealed class FlowEngine : IFlowEngine
{
    /// <inheritdoc/>
    public Checked<CompiledProgram> Compile(SourceText source, Overrides overrides)
    {
        var started = Stopwatch.GetTimestamp();
        var plan = FlowCompiler.Compile(source, MethodCatalog.Target, new Compiler.Binding.Overrides(
            [.. overrides.Set.Select(s => new Compiler.Binding.Setting(s.Name, s.Value))], overrides.Until, overrides.Cells, overrides.Method));
        return new Checked<CompiledProgram>(
            plan.Value is null ? null : new PlannedProgram(plan.Value, Stopwatch.GetElapsedTime(started).TotalSeconds), plan.Diagnostics);
    }

    /// <inheritdoc/>
    public RunResult Run(CompiledProgram program, RunSettings settings, Action<RunProgress> progress, CancellationToken token)
    {
        var planned = (PlannedProgram)program;
        return FlowRunner.Run(planned.Plan, new Runtime.RunSettings(settings.TimeLimit, settings.NoPlots, planned.Seconds), progress, token);
    }

    /// <inheritdoc/>
    public Checked<string> Derive(SourceText expression, int dimension, bool stages) => FlowCompiler.Derive(expression, dimension, stages);

    private sealed class PlannedProgram(Plan plan, double seconds) : CompiledProgram
    {
        public Plan Plan { get; } = plan;

        public double Seconds { get; } = seconds;

        public override string Explain() => Explanation.Of(Plan);
    }
}
