using Flows.Compiler.Explaining;
using Flows.Compiler.Opening;
using Flows.Language.Diagnostics;
using Flows.Language.Text;
using Flows.Runtime.Results;
using Flows.Runtime.Verifying;

namespace Flows.Cli.Engine;

/// <summary>The compiler and the runtime, as the commands see them. Touches neither console nor files.</summary>
public interface IFlowEngine
{
    /// <summary>Compiles a program.</summary>
    /// <param name="source">The text.</param>
    /// <param name="overrides">What the command line says otherwise.</param>
    /// <param name="files">Reads the files that the program names.</param>
    /// <returns>No value if there are errors.</returns>
    Checked<CompiledProgram> Compile(SourceText source, Overrides overrides, ISourceFiles files);

    /// <summary>Runs a compiled program to its end, its failure, its time limit or its cancellation.</summary>
    /// <param name="program">From <see cref="Compile"/> of the same engine.</param>
    /// <param name="settings">How to run.</param>
    /// <param name="progress">Called on the running thread, a few times a second at most.</param>
    /// <param name="token">Ends the run after the present step, with the results so far.</param>
    RunResult Run(CompiledProgram program, RunSettings settings, Action<RunProgress> progress, CancellationToken token);

    /// <summary>Repeats a run with half the step and with half the cells.</summary>
    /// <param name="program">What was run.</param>
    /// <param name="result">What it found, with its states at the end.</param>
    /// <param name="settings">How it was run.</param>
    /// <param name="progress">As of <see cref="Run"/>.</param>
    /// <param name="token">As of <see cref="Run"/>.</param>
    /// <returns>Null where there is nothing to compare: nothing is solved, or the run did not reach its end.</returns>
    ErrorCheck? CheckErrors(CompiledProgram program, RunResult result, RunSettings settings, Action<RunProgress> progress, CancellationToken token);

    /// <summary>Checks the numerics of a compiled program.</summary>
    /// <param name="program">From <see cref="Compile"/> of the same engine.</param>
    /// <param name="token">Ends between two checks, with those done.</param>
    Verification Verify(CompiledProgram program, CancellationToken token);

    /// <summary>Derives one functional and says what its derivative is.</summary>
    /// <param name="expression">`F[u] = int …`.</param>
    /// <param name="dimension">Of space.</param>
    /// <param name="stages">Whether to show every stage on the way.</param>
    /// <param name="format">Text, LaTeX or JSON.</param>
    /// <param name="files">Reads the files that it opens.</param>
    Checked<string> Derive(SourceText expression, int dimension, bool stages, ExplanationFormat format, ISourceFiles files);
}
