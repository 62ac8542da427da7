using Flows.Compiler.Explaining;
using Flows.Language;
using Flows.Language.Diagnostics;

namespace Flows.Cli.Engine;

/// <summary>A correct program, ready to run unless something is missing; what is in it is the engine's business.</summary>
public abstract class CompiledProgram
{
    /// <summary>What stands in the way of running it in this version (F0690); nothing where it can be run.</summary>
    public virtual Seq<Diagnostic> Missing => [];

    /// <summary>What is correct and often not meant: the warnings of `check --pedantic`.</summary>
    public virtual Seq<Diagnostic> Pedantic() => [];

    /// <summary>Energy, derivative, metric, equation, what follows, scheme and promises; ends with a line break.</summary>
    public abstract string Explain(ExplanationFormat format);
}
