using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Explaining;

/// <summary>A functional on its own, away from a program: what <see cref="Derivation"/> derives.</summary>
/// <param name="Name">As the author wrote it.</param>
/// <param name="Energy">Its value: a closed expression of the formals.</param>
/// <param name="Formals">The fields it is a functional of.</param>
public sealed record BoundFunctional(string Name, Expr Energy, Seq<StateSymbol> Formals);
