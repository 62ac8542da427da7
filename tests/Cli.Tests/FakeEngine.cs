using Flows.Cli.Engine;
using Flows.Compiler.Explaining;
using Flows.Compiler.Opening;
using Flows.Language.Diagnostics;
using Flows.Language.Text;
using Flows.Runtime.Results;
using Flows.Runtime.Verifying;

namespace Flows.Cli.Tests;

/// <summary>Compiles a text by the words in it, and runs it to a result given by the test.</summary>
internal sealed class FakeEngine : IFlowEngine
{
    /// <summary>The result of a run, by the program's text.</summary>
    public Func<string, RunResult> Result { get; set; } = _ => Samples.Passed;

    /// <summary>The checks of a program, by its text.</summary>
    public Func<string, Verification> Verified { get; set; } = _ => Samples.Verified;

    /// <summary>Called during a run.</summary>
    public Action<Action<RunProgress>> During { get; set; } = _ => { };

    public Overrides? Overrides { get; private set; }

    public RunSettings? Settings { get; private set; }

    public List<string> Ran { get; } = [];

    public Checked<CompiledProgram> Compile(SourceText source, Overrides overrides, ISourceFiles files)
    {
        Overrides = overrides;
        return source.Text.Contains("mistake", StringComparison.Ordinal)
            ? new(null, [Diagnostic.Error("F0201", "unknown function `mistake`", At(source, "mistake"), "no function has this name")])
            : source.Text.Contains("doubtful", StringComparison.Ordinal)
                ? new(new Compiled(source.Text), [Diagnostic.Warning("F0411", "that is doubtful", At(source, "doubtful"))])
                : new(new Compiled(source.Text), []);
    }

    public RunResult Run(CompiledProgram program, RunSettings settings, Action<RunProgress> progress, CancellationToken token)
    {
        Settings = settings;
        Ran.Add(program.Explain(ExplanationFormat.Text));
        During(progress);
        var result = Result(program.Explain(ExplanationFormat.Text));
        return token.IsCancellationRequested ? result with { Status = RunStatus.Interrupted } : result;
    }

    public ErrorCheck? CheckErrors(CompiledProgram program, RunResult result, RunSettings settings, Action<RunProgress> progress, CancellationToken token) =>
        result.Status == RunStatus.Done ? Samples.Errors : null;

    public Verification Verify(CompiledProgram program, CancellationToken token) => Verified(program.Explain(ExplanationFormat.Text));

    public Checked<string> Derive(SourceText expression, int dimension, bool stages, ExplanationFormat format, ISourceFiles files) =>
        expression.Text.Contains("mistake", StringComparison.Ordinal)
            ? new(null, [Diagnostic.Error("F0201", "unknown function `mistake`", At(expression, "mistake"))])
            : new($"derivative of {expression.Text} in {dimension}-D{(stages ? " with stages" : "")}{(format == ExplanationFormat.Text ? "" : $" as {format}")}", []);

    private static SourceSpan At(SourceText source, string word) =>
        new(source.Text.IndexOf(word, StringComparison.Ordinal), word.Length);

    private sealed class Compiled(string text) : CompiledProgram
    {
        public override string Explain(ExplanationFormat format) => format == ExplanationFormat.Text ? text : $"{text} as {format}";
    }
}
