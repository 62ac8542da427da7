using Flows.Compiler.Analysis;
using Flows.Compiler.Binding;
using Flows.Compiler.Planning;
using Flows.Language;
using Flows.Language.Diagnostics;

namespace Flows.Compiler;

/// <summary>A correct program, compiled as far as this version goes.</summary>
/// <param name="Model">The program.</param>
/// <param name="Equations">The equation of each flow.</param>
/// <param name="Plan">What will run, or null where something is missing.</param>
/// <param name="Missing">What this version does not run (F0690), each at its place.</param>
public sealed record Analysed(Model Model, Seq<Equation> Equations, Plan? Plan, Seq<Diagnostic> Missing)
{
    /// <summary>What a minimiser satisfies, or null where nothing is minimised.</summary>
    public Extremal? Extremal { get; init; }
}
