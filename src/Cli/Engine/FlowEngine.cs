using System.Diagnostics;
using Flows.Compiler;
using Flows.Compiler.Explaining;
using Flows.Compiler.Opening;
using Flows.Compiler.Pedantry;
using Flows.Compiler.Planning;
using Flows.Language;
using Flows.Language.Diagnostics;
using Flows.Language.Text;
using Flows.Runtime;
using Flows.Runtime.Results;
using Flows.Runtime.Steppers;
using Flows.Runtime.Verifying;

namespace Flows.Cli.Engine;

/// <summary>The engine of the product: the compiler, and the runtime's methods as its target.</summary>
public sealed class FlowEngine : IFlowEngine
{
    // docs/language.md §11.
    private const double MemoryShare = 0.8;

    /// <inheritdoc/>
    public Checked<CompiledProgram> Compile(SourceText source, Overrides overrides, ISourceFiles files)
    {
        var started = Stopwatch.GetTimestamp();
        Seq<Compiler.Binding.Setting> set = [.. overrides.Set.Select(s => new Compiler.Binding.Setting(s.Name, s.Value))];
        var changes = new Compiler.Binding.Overrides(set, overrides.Until, overrides.Cells, overrides.Method) { SteadySpeed = overrides.SteadySpeed };
        var analysed = FlowCompiler.Analyse(source, MethodCatalog.Target, changes, files);
        return new Checked<CompiledProgram>(
            analysed.Value is null ? null : new AnalysedProgram(source, analysed.Value, Stopwatch.GetElapsedTime(started).TotalSeconds), analysed.Diagnostics);
    }

    /// <inheritdoc/>
    public RunResult Run(CompiledProgram program, RunSettings settings, Action<RunProgress> progress, CancellationToken token)
    {
        var analysed = (AnalysedProgram)program;
        return FlowRunner.Run(analysed.Plan, For(analysed, settings), progress, token);
    }

    /// <inheritdoc/>
    public ErrorCheck? CheckErrors(CompiledProgram program, RunResult result, RunSettings settings, Action<RunProgress> progress, CancellationToken token)
    {
        var analysed = (AnalysedProgram)program;
        return ErrorChecker.Check(analysed.Plan, result, For(analysed, settings), progress, token);
    }

    /// <inheritdoc/>
    public Verification Verify(CompiledProgram program, CancellationToken token) => ProgramVerifier.Verify(((AnalysedProgram)program).Plan, token);

    /// <inheritdoc/>
    public Checked<string> Derive(SourceText expression, int dimension, bool stages, ExplanationFormat format, ISourceFiles files) =>
        FlowCompiler.Derive(expression, dimension, stages, format, files);

    private static Runtime.RunSettings For(AnalysedProgram program, RunSettings settings) => new(settings.TimeLimit, settings.NoPlots, program.Seconds)
    {
        Threads = settings.Threads ?? Environment.ProcessorCount,
        Saved = settings.Saved,
        KeepsEnd = settings.KeepsEnd,
        // What a container allows, where there is one.
        MemoryLimit = settings.MemoryLimit ?? (long)(MemoryShare * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
    };

    private sealed class AnalysedProgram(SourceText source, Analysed analysed, double seconds) : CompiledProgram
    {
        public Plan Plan => analysed.Plan ?? throw new InvalidOperationException("what is missing is said before a run");

        public double Seconds { get; } = seconds;

        public override Seq<Diagnostic> Missing => analysed.Missing;

        public override Seq<Diagnostic> Pedantic() => [.. PedanticChecks.Of(source, analysed).Select(d => d with { Source = analysed.Model.Source })];

        public override string Explain(ExplanationFormat format) => ExplanationWriter.Write(Explanation.Of(analysed, MethodCatalog.Target), format);
    }
}
