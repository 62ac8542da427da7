using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Analysis;

/// <summary>A state at rest in closed form.</summary>
/// <param name="Value">At the ambient point; `C` stands for the constant that the mass fixes.</param>
/// <param name="Kind">What it is called: Gibbs state, Barenblatt profile, constant.</param>
public sealed record StationaryState(Expr Value, string Kind);
