using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Analysis;

/// <summary>A function that is not defined for all values of a state.</summary>
/// <param name="Function">Its name, as the author may have written it.</param>
/// <param name="Argument">Its argument.</param>
/// <param name="Need">Where its argument must be.</param>
/// <param name="IsClosedForDensities">Whether it is defined for all values that are not negative.</param>
internal sealed record Gap(string Function, Expr Argument, Interval Need, bool IsClosedForDensities);
